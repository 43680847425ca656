import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { metrics, SpanKind, trace } from "@opentelemetry/api";
import { ATTR_SESSION_ID } from "@opentelemetry/semantic-conventions/incubating";
import { callService, PeerError } from "./call-service.ts";
import { followSupervisor } from "./run-service.ts";
import { readEnvironment } from "../telemetry/environment.ts";
import { createLog, describeError } from "../telemetry/log.ts";
import { addressesOf } from "../topology.ts";
import { chooseJourney, MEAN_STEPS, planJourney, type Step } from "../load/journeys.ts";
import { demandAt, nextArrivalMs, PEAK_REQUESTS_PER_SECOND, shopTime } from "../load/rhythm.ts";

const MAX_PAUSE_MS = 5_000;
const MAX_VISITORS = 200;
const CALL_TIMEOUT_MS = 8_000;

const { basePort, speed } = readEnvironment(process.env);
const [gateway = ""] = addressesOf("gateway", basePort);
const tracer = trace.getTracer("shop.load");
const log = createLog("load");
const startedMs = Date.now();
const utcOffsetMinutes = -new Date().getTimezoneOffset();
let visitors = 0;
let stopping = false;

metrics
  .getMeter("shop.load")
  .createObservableGauge("shop.load.visitors")
  .addCallback((result) => result.observe(visitors));

/** One request under its own trace. False when the visit cannot go on. */
async function takeStep(step: Step, kind: string, session: string): Promise<boolean> {
  const attributes = { [ATTR_SESSION_ID]: session, "shop.journey": kind };
  return tracer.startActiveSpan(
    `visit ${kind}`,
    { kind: SpanKind.INTERNAL, attributes },
    async (span) => {
      try {
        await callService(`${gateway}${step.path}`, {
          method: step.method,
          timeoutMs: CALL_TIMEOUT_MS,
          ...(step.body === undefined ? {} : { body: step.body }),
        });
        return true;
      } catch (error) {
        if (!stopping && !(error instanceof PeerError))
          log.warn("request got no answer", { path: step.path, ...describeError(error) });
        return false;
      } finally {
        span.end();
      }
    },
  );
}

async function visit(): Promise<void> {
  visitors += 1;
  const session = randomUUID();
  const kind = chooseJourney(Math.random());
  try {
    for (const step of planJourney(kind, session, Math.random)) {
      await sleep(step.thinkMs);
      if (stopping || !(await takeStep(step, kind, session))) return;
    }
  } finally {
    visitors -= 1;
  }
}

async function generate(): Promise<void> {
  while (!stopping) {
    const demand = demandAt(shopTime(Date.now(), startedMs, speed), utcOffsetMinutes);
    const visitsPerSecond = (PEAK_REQUESTS_PER_SECOND * demand) / MEAN_STEPS;
    const pauseMs = nextArrivalMs(visitsPerSecond, Math.random());
    await sleep(Math.min(pauseMs, MAX_PAUSE_MS));
    // A cut pause is no arrival: the process has no memory, so drawing again keeps the rate right.
    if (pauseMs <= MAX_PAUSE_MS && visitors < MAX_VISITORS) void visit();
  }
}

followSupervisor({
  close: async () => {
    stopping = true;
  },
});
void generate();
log.info("load starts", { "load.peak_rps": PEAK_REQUESTS_PER_SECOND, "load.speed": speed });
