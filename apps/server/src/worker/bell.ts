import { createHash } from "node:crypto";
import type { Jobs } from "@headroom/jobs";
import type { Logger } from "pino";

/**
 * Rings for work that was just committed, so that it is not left to the next sweep. The ledger
 * is PostgreSQL: a ring that fails is logged and nothing is lost.
 */
export interface Bell {
  evaluate(ruleId: string, delayMs?: number): Promise<void>;
  deliver(intentIds: readonly string[], delayMs?: number): Promise<void>;
  escalate(runIds: readonly string[], delayMs?: number): Promise<void>;
  /** Rings once however often it is called while the job waits. */
  assess(services: readonly string[]): Promise<void>;
  /** A turn of upkeep before its time. */
  upkeep(): Promise<void>;
}

/** A service name as a job key, which may hold no colon and no more than 200 characters. */
const keyOfService = (service: string): string =>
  `service-${createHash("sha256").update(service).digest("hex").slice(0, 32)}`;

/**
 * A bell on the job queue. Rings for the same thing in the same second become one job; the second
 * is part of the key because a job may ring for its own successor.
 */
export function createBell(jobs: Pick<Jobs, "ring">, now: () => number, log: Logger): Bell {
  const keyOf = (kind: string, id: string, delayMs: number): string =>
    `${kind}-${id}-${Math.ceil((now() + delayMs) / 1_000)}`;
  const quietly = async (ring: Promise<unknown>): Promise<void> => {
    try {
      await ring;
    } catch (error) {
      log.warn({ err: error }, "a job could not be rung; the sweep will find its work");
    }
  };
  return {
    evaluate: (ruleId, delayMs = 0) =>
      quietly(
        jobs.ring("rules.evaluate", { ruleId }, { delayMs, key: keyOf("rule", ruleId, delayMs) }),
      ),
    deliver: async (intentIds, delayMs = 0) => {
      for (const intentId of intentIds) {
        const key = keyOf("intent", intentId, delayMs);
        await quietly(jobs.ring("intents.deliver", { intentId }, { delayMs, key }));
      }
    },
    escalate: async (runIds, delayMs = 0) => {
      for (const runId of runIds) {
        const key = keyOf("run", runId, delayMs);
        await quietly(jobs.ring("escalations.advance", { runId }, { delayMs, key }));
      }
    },
    upkeep: () => quietly(jobs.ring("storage.upkeep", {}, { key: "upkeep" })),
    assess: async (services) => {
      for (const service of services) {
        await quietly(jobs.ring("patterns.assess", { service }, { key: keyOfService(service) }));
      }
    },
  };
}
