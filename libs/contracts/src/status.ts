import { z } from "zod";
import { isoTime } from "./primitives.ts";
import { storageState } from "./retention.ts";

const firstSeen = isoTime.nullable();

/** What the product is doing; the dashboard's empty pages and its first-run guide read it. */
export const status = z.object({
  version: z.string(),
  roles: z.array(z.enum(["ingest", "api", "worker"])),
  otlp: z.object({ grpcEndpoint: z.string(), httpEndpoint: z.string(), keyRequired: z.boolean() }),
  telemetry: z.object({ traces: firstSeen, metrics: firstSeen, logs: firstSeen }),
  ingestion: z
    .object({
      spoolBytes: z.number(),
      spoolSegments: z.number(),
      quarantinedSegments: z.number(),
      freshnessMs: z.number().describe("Age of the oldest acknowledged row not yet queryable."),
    })
    .nullable(),
  storage: z.array(z.object({ table: z.string(), rows: z.number(), bytes: z.number() })),
  disk: storageState.nullable().describe("Null where it could not be read."),
  email: z.object({ configured: z.boolean() }),
});
export type Status = z.infer<typeof status>;

export const session = z.object({
  authRequired: z.boolean(),
  /** True until the first user, the administrator, has signed up. */
  firstUser: z.boolean(),
  user: z
    .object({ id: z.string(), name: z.string(), email: z.string(), role: z.string() })
    .nullable(),
});
export type Session = z.infer<typeof session>;
