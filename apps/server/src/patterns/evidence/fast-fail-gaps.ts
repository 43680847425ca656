import type { EvidenceWindow, FastFailGap } from "@headroom/patterns";
import { snapshotBounds } from "@headroom/patterns";
import type { Activity, CallShape, CallSlot, TimeRange } from "@headroom/telemetry-store";
import { describeTarget } from "./call-kinds.ts";
import type { StepGrid } from "./live-instances.ts";
import { sumOf } from "./span-figures.ts";

/** Calls to a peer in the window from which on a time without any says something. */
const leastCalls = 20;
/** Requests that fail at once in a step, from which on a gap may lie in it. */
const leastFailures = 8;
/** Their share of a minute in which a gap of some seconds lies. */
const leastMinuteShare = 0.05;
const minuteMs = 60_000;

/**
 * The part of a window in which so many requests failed at once that gaps may lie there, with room
 * to see the calls around them. Undefined where there is none.
 */
export function findFailingRange(
  activities: readonly Activity[],
  window: EvidenceWindow,
  { stepMs }: StepGrid,
): TimeRange | undefined {
  const steps = Map.groupBy(
    activities.flatMap((one) => one.steps),
    ({ timeMs }) => timeMs,
  );
  const leastShare = leastMinuteShare * Math.min(1, minuteMs / stepMs);
  const failing = [...steps]
    .filter(([, own]) => {
      const failures = sumOf(own, ({ fastFailures }) => fastFailures);
      return failures >= leastFailures && failures >= leastShare * sumOf(own, ({ spans }) => spans);
    })
    .map(([timeMs]) => timeMs);
  if (failing.length === 0) return undefined;
  const marginMs = Math.max(2 * minuteMs, stepMs);
  return {
    fromMs: Math.max(window.startMs, Math.min(...failing) - marginMs),
    toMs: Math.min(window.endMs, Math.max(...failing) + stepMs + marginMs),
  };
}

/** The name of what a shape calls. */
export function namePeer(shape: CallShape): string | undefined {
  const { peerService, serverAddress } = describeTarget(shape);
  return peerService ?? serverAddress;
}

/** Calls of one peer in consecutive slots; silent slots are there too. */
interface FilledSlot extends Omit<CallSlot, "calls"> {
  readonly calls: number;
}

function fillSlots(
  slots: readonly CallSlot[],
  stepMs: number,
  shapes: readonly string[],
): readonly FilledSlot[] {
  const [first, last] = [slots[0], slots.at(-1)];
  if (first === undefined || last === undefined) return [];
  const byTime = new Map(slots.map((slot) => [slot.timeMs, slot]));
  const count = Math.round((last.timeMs - first.timeMs) / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => {
    const timeMs = first.timeMs + index * stepMs;
    const slot = byTime.get(timeMs);
    return {
      timeMs,
      requests: slot?.requests ?? 0,
      fastFailures: slot?.fastFailures ?? 0,
      refusals: slot?.refusals ?? 0,
      calls: sumOf(shapes, (shape) => slot?.calls[shape] ?? 0),
    };
  });
}

function listPeerGaps(
  peer: string,
  filled: readonly FilledSlot[],
  stepMs: number,
): readonly FastFailGap[] {
  const gaps: FastFailGap[] = [];
  let lastCall = -1;
  for (const [index, slot] of filled.entries()) {
    if (slot.calls === 0) continue;
    const silent = filled.slice(lastCall + 1, index);
    const failed = sumOf(silent, ({ fastFailures }) => fastFailures);
    if (lastCall >= 0 && failed > 0) {
      const requests = sumOf(silent, (one) => one.requests);
      gaps.push({
        peer,
        startMs: silent[0]?.timeMs ?? slot.timeMs,
        endMs: slot.timeMs,
        requests,
        fastFailShare: failed / Math.max(1, requests),
        validationShare: sumOf(silent, ({ refusals }) => refusals) / failed,
        trialCalls: slot.calls,
      });
    }
    lastCall = index;
  }
  return gaps.filter(({ startMs, endMs }) => endMs - startMs >= stepMs);
}

/**
 * Times in which a service made no call to a peer that it calls otherwise while requests failed at
 * once, those with the most requests first; at most 50. Trial calls are those of the slot in which
 * calls began again.
 */
export function listGaps(
  calls: readonly CallShape[],
  { stepMs, slots }: { readonly stepMs: number; readonly slots: readonly CallSlot[] },
): readonly FastFailGap[] {
  const peers = Map.groupBy(calls, (shape) => namePeer(shape) ?? "");
  return [...peers]
    .filter(([peer]) => peer !== "")
    .flatMap(([peer, shapes]) => {
      const filled = fillSlots(
        slots,
        stepMs,
        shapes.map(({ id }) => id),
      );
      const total = sumOf(filled, (slot) => slot.calls);
      return total < leastCalls ? [] : listPeerGaps(peer, filled, stepMs);
    })
    .toSorted((left, right) => right.requests - left.requests)
    .slice(0, snapshotBounds.gaps);
}
