import { z } from "zod";

const id = z.string().min(1).max(200);

/**
 * Every job there is. Payloads are ids and names only: PostgreSQL is the ledger and a job is the doorbell,
 * so a lost job costs seconds (the next sweep finds the work) and a repeated one nothing.
 */
export const jobCatalogue = {
  "rules.evaluate": { payload: z.strictObject({ ruleId: id }), attempts: 2, everyMs: null },
  "escalations.advance": { payload: z.strictObject({ runId: id }), attempts: 3, everyMs: null },
  "intents.deliver": { payload: z.strictObject({ intentId: id }), attempts: 2, everyMs: null },
  "patterns.assess": {
    payload: z.strictObject({ service: z.string().min(1).max(500) }),
    attempts: 1,
    everyMs: null,
    isSingle: true,
  },
  "patterns.discover": { payload: z.strictObject({}), attempts: 1, everyMs: 15_000 },
  "storage.upkeep": { payload: z.strictObject({}), attempts: 1, everyMs: 60_000 },
  sweep: { payload: z.strictObject({}), attempts: 1, everyMs: 2_000 },
  housekeeping: { payload: z.strictObject({}), attempts: 1, everyMs: 600_000 },
} as const satisfies Readonly<Record<string, JobDefinition>>;

/** What every job of the catalogue says about itself. */
export interface JobDefinition {
  readonly payload: z.ZodType;
  /** Tries before a failing job is given up. */
  readonly attempts: number;
  /** Runs by itself so often; null: only when rung. */
  readonly everyMs: number | null;
  /** A process does one of these at a time; scheduled ones always run so. */
  readonly isSingle?: boolean;
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
