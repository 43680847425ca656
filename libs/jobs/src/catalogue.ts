import { z } from "zod";

const id = z.string().min(1).max(200);

/**
 * Every job there is. Payloads are ids only: PostgreSQL is the ledger and a job is the doorbell,
 * so a lost job costs seconds (the next sweep finds the work) and a repeated one nothing.
 */
export const jobCatalogue = {
  "rules.evaluate": { payload: z.strictObject({ ruleId: id }), attempts: 2, everyMs: null },
  "escalations.advance": { payload: z.strictObject({ runId: id }), attempts: 3, everyMs: null },
  "intents.deliver": { payload: z.strictObject({ intentId: id }), attempts: 2, everyMs: null },
  sweep: { payload: z.strictObject({}), attempts: 1, everyMs: 2_000 },
  housekeeping: { payload: z.strictObject({}), attempts: 1, everyMs: 600_000 },
} as const satisfies Readonly<Record<string, JobDefinition>>;

interface JobDefinition {
  readonly payload: z.ZodType;
  /** Tries before a failing job is given up. */
  readonly attempts: number;
  /** Runs by itself so often; null: only when rung. */
  readonly everyMs: number | null;
}

/** The name of a job of the catalogue. */
export type JobName = keyof typeof jobCatalogue;
/** What the job `N` is given. */
export type JobPayload<N extends JobName> = z.output<(typeof jobCatalogue)[N]["payload"]>;

/** What a job does. Must be safe to repeat; a rejection makes it try again, then be reported. */
export type JobHandlers = {
  readonly [N in JobName]: (payload: JobPayload<N>) => Promise<void>;
};

/** All names, in the order of the catalogue. */
export const jobNames = Object.keys(jobCatalogue) as readonly JobName[];
