import {
  METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
  METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
  METRIC_MESSAGING_PROCESS_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import { MEAN_PAGES, MEAN_STEPS } from "../load/journeys.ts";
import { CACHE_SCOPE } from "../telemetry/cache-metrics.ts";
import * as names from "../telemetry/library-metric-names.ts";
import {
  metricAttributes,
  processAttributes,
  QUEUE_SCOPE,
  sendAttributes,
} from "../telemetry/messaging-attributes.ts";
import { RESILIENCE_SCOPE } from "../telemetry/resilience-metrics.ts";
import { CACHE_MAX_ENTRIES, ORDER_QUEUE } from "../topology.ts";
import { orderFailureShare, ordersPerSecond } from "./http-series.ts";
import { drawNormal, drawPoisson, type Random } from "./random.ts";
import type { Series, ValueSeries } from "./series.ts";
import type { Moment } from "./timeline.ts";

const USUAL_HIT_RATIO = 0.72;

/** Hit ratio of the product cache: busier hours keep more of the popular products warm. */
export function hitRatio(moment: Moment): number {
  return USUAL_HIT_RATIO + 0.012 * Math.min(moment.requestsPerSecond, 15);
}

function cacheSeries(): Series[] {
  const cache = { [names.ATTR_CACHE]: "products" };
  const base = { scope: CACHE_SCOPE, unit: "", attributes: cache } as const;
  const gets = (moment: Moment) =>
    (moment.requestsPerSecond * 60 * (MEAN_PAGES.product + MEAN_PAGES.addItem)) / MEAN_STEPS / 2;
  const get = (result: "hit" | "miss", share: (moment: Moment) => number): ValueSeries => ({
    ...base,
    kind: "counter",
    name: names.METRIC_CACHE_GETS,
    everyMinutes: 1,
    attributes: { ...cache, [names.ATTR_CACHE_RESULT]: result },
    sample: (moment, random) => drawPoisson(gets(moment) * share(moment), random),
  });
  return [
    get("hit", hitRatio),
    get("miss", (moment) => 1 - hitRatio(moment)),
    {
      ...base,
      kind: "counter",
      name: names.METRIC_CACHE_EVICTIONS,
      everyMinutes: 5,
      sample: (moment, random) => drawPoisson(gets(moment) * 0.04, random),
    },
    {
      ...base,
      kind: "gauge",
      name: names.METRIC_CACHE_SIZE,
      everyMinutes: 5,
      sample: (moment, random) =>
        Math.min(
          CACHE_MAX_ENTRIES,
          Math.round(180 + 16 * moment.requestsPerSecond + 6 * drawNormal(random)),
        ),
    },
  ];
}

function checkoutSeries(instanceId: string): Series[] {
  const payments = { [names.ATTR_RESILIENCE_NAME]: "payments" };
  const orders = (moment: Moment) => ordersPerSecond(instanceId, moment) * 60;
  const counter = (
    scope: string,
    name: string,
    unit: string,
    attributes: ValueSeries["attributes"],
    mean: (moment: Moment) => number,
  ): ValueSeries => ({
    kind: "counter",
    scope,
    name,
    unit,
    everyMinutes: 5,
    attributes,
    sample: (moment, random: Random) => drawPoisson(mean(moment), random),
  });
  const placed = (moment: Moment) => orders(moment) * (1 - orderFailureShare(moment));
  return [
    counter(
      RESILIENCE_SCOPE,
      names.METRIC_BREAKER_CALLS,
      "",
      { ...payments, [names.ATTR_RESILIENCE_KIND]: "successful" },
      placed,
    ),
    counter(
      RESILIENCE_SCOPE,
      names.METRIC_BREAKER_CALLS,
      "",
      { ...payments, [names.ATTR_RESILIENCE_KIND]: "failed" },
      (moment) => orders(moment) * 0.004,
    ),
    counter(RESILIENCE_SCOPE, names.METRIC_BREAKER_NOT_PERMITTED, "", payments, () => 0),
    ...names.BREAKER_STATES.map((state): ValueSeries => ({
      kind: "gauge",
      scope: RESILIENCE_SCOPE,
      name: names.METRIC_BREAKER_STATE,
      unit: "",
      everyMinutes: 5,
      attributes: { ...payments, [names.ATTR_BREAKER_STATE]: state },
      sample: () => (state === "closed" ? 1 : 0),
    })),
    counter("shop.checkout", "shop.orders", "{order}", { outcome: "placed" }, placed),
    counter(
      QUEUE_SCOPE,
      METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
      "{message}",
      metricAttributes(sendAttributes()),
      placed,
    ),
  ];
}

function fulfilmentSeries(): Series[] {
  const done = (moment: Moment) =>
    (ordersPerSecond("checkout-1", moment) + ordersPerSecond("checkout-2", moment)) *
    60 *
    (1 - orderFailureShare(moment));
  const labels = metricAttributes(processAttributes());
  return [
    {
      kind: "gauge",
      scope: QUEUE_SCOPE,
      name: names.METRIC_QUEUE_JOBS,
      unit: "{job}",
      everyMinutes: 1,
      attributes: {
        [names.ATTR_QUEUE_NAME]: ORDER_QUEUE,
        [names.ATTR_QUEUE_JOBS_STATE]: "waiting",
      },
      sample: (moment, random) => drawPoisson(0.02 * moment.requestsPerSecond, random),
    },
    {
      kind: "counter",
      scope: QUEUE_SCOPE,
      name: METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
      unit: "{message}",
      everyMinutes: 1,
      attributes: labels,
      sample: (moment, random) => drawPoisson(done(moment), random),
    },
    {
      kind: "histogram",
      scope: QUEUE_SCOPE,
      name: METRIC_MESSAGING_PROCESS_DURATION,
      unit: "s",
      everyMinutes: 1,
      bounds: names.DURATION_BOUNDS_S,
      attributes: labels,
      sample: (moment, random) => ({
        count: drawPoisson(done(moment), random),
        medianS: 0.162,
        sigma: 0.18,
      }),
    },
  ];
}

/** Cache, breaker and queue series of an instance; empty when it has none of them. */
export function librarySeries(instanceId: string): Series[] {
  if (instanceId.startsWith("catalog-")) return cacheSeries();
  if (instanceId.startsWith("checkout-")) return checkoutSeries(instanceId);
  return instanceId === "fulfilment-1" ? fulfilmentSeries() : [];
}
