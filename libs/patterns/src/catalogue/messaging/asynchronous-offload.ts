import { ATTR_HTTP_RESPONSE_STATUS_CODE } from "@opentelemetry/semantic-conventions";
import { T14, T29 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  ownObjective,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P44: Asynchronous offload. */
export const asynchronousOffload: PatternRecord = {
  id: "P44",
  slug: "asynchronous-offload",
  family: "messaging",
  name: "Asynchronous offload",
  what: "A request only accepts the work, hands it to a queue and answers at once; the result comes later. Users do not wait, and load peaks are smoothed.",
  whenToUse:
    "Use it where the work takes longer than a user should wait and the answer does not need its result.",
  grade: "inferred",
  evidence: [
    attribute("semconv", [ATTR_HTTP_RESPONSE_STATUS_CODE], "202, or another 2xx quickly."),
    traceShape(
      "A short server span with a PRODUCER child, linked CONSUMER work that ends later, and a status route that the user polls.",
    ),
  ],
  detect:
    "The work time in linked traces is at least 5 times the server span time. A missed chance, which is a weak sign, is a server span with p95 above 1 s dominated by its own CPU or by third-party calls whose result is not in the answer.",
  variants: [
    { name: "Offloaded", signature: "Linked work time at least 5 times the server span time." },
    {
      name: "Missed chance",
      signature:
        "p95 above 1 s, dominated by own CPU or third-party calls whose result is not in the answer.",
      confidence: "low",
    },
  ],
  indicators: [
    indicator(
      "visible-latency",
      "Latency for the user",
      "s",
      "p95 of the accepting request.",
      "p95 of server span time",
      { weight: 0.4, good: 0.1, limits: [T29.limits.latencyMedium, T29.limits.latencyAcceptable] },
    ),
    indicator(
      "time-to-completion",
      "Time to completion",
      "s",
      "p95 of the time from request to the end of the linked work.",
      "end of linked work − start of request",
      { weight: 0.3, noLimit: ownObjective },
    ),
    indicator("backlog", "Backlog", "{message}", "Work that waits.", ["F2", "queue length"], {
      weight: 0.3,
      good: 0,
      limits: [T14.limits.queued],
    }),
  ],
  verify: [
    verify(
      "not-blocking",
      "Requests do not block on long work.",
      ["003"],
      "yes",
      "Server span time against linked work time.",
    ),
  ],
  alerts: [
    threshold(
      "More than 1,000 messages wait, as for queues (P38).",
      crosses("backlog", T14.limits.queued),
    ),
    anomaly("Depth departs from this time of the week.", leavesBand("backlog")),
    forecast("More work arrives than is done.", reaches("backlog", "gt", 1000)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F13"],
    text: "The drain of the queue behind the request.",
  },
  actions: ["Offer it as a recommendation where a missed chance is seen."],
  visibility: ["Whether an answer needs the result of a call is not visible."],
};
