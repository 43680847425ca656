import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { adjustedCount } from "../../migrations/0002-rollups.ts";
import { createConditions } from "../conditions.ts";
import { attributesField, countField, nsAsMsField } from "../row-fields.ts";
import {
  batchSize,
  keptAttributes,
  peerAddress,
  resendCount,
  shapeId,
  statementVerb,
} from "./expressions.ts";
import { addSelection } from "./scan.ts";
import type { SliceSelection } from "./scan.ts";

/** Client, producer and consumer spans of one kind, name and peer. */
export interface CallShape {
  /** Equal to that of the sampled spans of this shape. */
  readonly id: string;
  /** OTLP span kind number. */
  readonly kind: number;
  readonly name: string;
  /** Attributes that tell its peer and kind, as sent. */
  readonly attributes: Readonly<Record<string, string>>;
  /** First word of the statement in capitals; empty where none was sent. */
  readonly verb: string;
  /** Calls in the slices; sampled ones count for those they stand for. */
  readonly calls: number;
  readonly errors: number;
  readonly totalMs: number;
  readonly p95Ms: number;
  /** Mean batch size of the spans that state one; null where none does. */
  readonly batchSize: number | null;
  /** Calls that state that they were sent before, and the highest count of that. */
  readonly resends: number;
  readonly maxResends: number;
  /** Calls by network address, the busiest 50. */
  readonly peers: readonly { readonly address: string; readonly calls: number }[];
}

const shapeRow = z
  .object({
    id: z.string(),
    kind: z.number(),
    span_name: z.string(),
    kept: attributesField,
    verb: z.string(),
    calls: z.number(),
    errors: z.number(),
    totalMs: nsAsMsField.transform((ms) => ms ?? 0),
    p95Ms: nsAsMsField.transform((ms) => ms ?? 0),
    batchSize: z.number().nullable(),
    resends: z.number(),
    maxResends: countField,
    peers: z.array(z.tuple([z.string(), z.number()])),
  })
  .transform(({ span_name, kept, peers, ...row }): CallShape => ({
    ...row,
    name: span_name,
    attributes: kept,
    peers: peers.map(([address, calls]) => ({ address, calls })),
  }));

/** Calls of a service grouped by kind, name and peer; the busiest 300. */
export function readCallShapes(runner: QueryRunner, args: SliceSelection): Promise<CallShape[]> {
  const conditions = createConditions();
  addSelection(conditions, args);
  conditions.add("kind IN (3, 4, 5)");
  return runner.run({
    name: "evidence.shapes",
    sql: `WITH ${adjustedCount} AS weight, ${resendCount} AS resent, ${batchSize} AS batch
SELECT toString(${shapeId}) AS id, kind, toString(any(name)) AS span_name,
  any(${keptAttributes}) AS kept, any(${statementVerb}) AS verb,
  sum(toFloat64(weight)) AS calls,
  sumIf(toFloat64(weight), status_code = 2) AS errors,
  sum(duration_ns * toFloat64(weight)) AS totalMs,
  quantileTDigestWeighted(0.95)(toFloat32(duration_ns), toUInt64(round(weight))) AS p95Ms,
  avgIf(batch, batch > 0) AS batchSize,
  sumIf(toFloat64(weight), resent > 0) AS resends, max(resent) AS maxResends,
  arraySlice(arraySort(p -> -p.2, arrayFilter(p -> p.1 != '',
    arrayZip((sumMap([${peerAddress}], [toFloat64(weight)]) AS peer_calls).1, peer_calls.2))), 1, 50) AS peers
FROM spans WHERE ${conditions.sql()}
GROUP BY id, kind ORDER BY calls DESC, id LIMIT 300`,
    parameters: conditions.parameters(),
    row: shapeRow,
  });
}
