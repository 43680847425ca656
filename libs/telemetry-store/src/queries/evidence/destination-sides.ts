import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { adjustedCount } from "../../migrations/0002-rollups.ts";
import { createConditions } from "../conditions.ts";
import type { Conditions } from "../conditions.ts";
import { nsAsMsField, countField } from "../row-fields.ts";
import type { TimeRange } from "../time-range.ts";
import {
  batchSize,
  consumerGroup,
  destinationName,
  messagingOperation,
  messagingSystem,
} from "./expressions.ts";
import { instanceSql } from "./metric-instance.ts";
import { addSlices } from "./scan.ts";

/** What one service does with one queue or topic. */
export interface DestinationSide {
  readonly destination: string;
  readonly system: string;
  readonly service: string;
  /** Group of consumers; empty where none is stated. */
  readonly group: string;
  /** OTLP span kind number: 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  /** Operation as sent, for example `send`, `receive` or `process`; empty where none is stated. */
  readonly operation: string;
  readonly instances: number;
  readonly calls: number;
  /** Messages, by the batch sizes where they are stated. */
  readonly messages: number;
  readonly errors: number;
  readonly totalMs: number;
  readonly p95Ms: number;
  /** Most spans of one instance at once. */
  readonly concurrency: number;
  /** Mean duration by step: start of the step (ms) and mean (ms). */
  readonly steps: readonly (readonly [timeMs: number, meanMs: number])[];
}

/** Destinations by name, over all services. */
export interface DestinationSelection extends TimeRange {
  /** At most 20 are read. */
  readonly destinations: readonly string[];
  readonly stepMs: number;
}

function addDestinations(conditions: Conditions, args: DestinationSelection): void {
  const names = conditions.bind("Array(String)", args.destinations.slice(0, 20));
  addSlices(conditions, [args]);
  // Most client spans are no messaging; those that are carry the destination in their name.
  conditions.add(`(kind IN (4, 5) OR (kind = 3 AND multiSearchAny(toString(name), ${names})))`);
  conditions.add(`${destinationName} IN ${names}`);
}

const sideRow = z.object({
  destination: z.string(),
  system: z.string(),
  service: z.string(),
  consumer_group: z.string(),
  kind: z.number(),
  operation: z.string(),
  instances: countField,
  calls_total: z.number(),
  messages_total: z.number(),
  errors_total: z.number(),
  duration_total: nsAsMsField,
  p95_ns: nsAsMsField,
  most_at_once: countField,
  steps: z.tuple([z.array(countField), z.array(z.number()), z.array(z.number())]),
});

/** Producer and consumer spans of destinations by service, group and operation; at most 500. */
export async function readDestinationSides(
  runner: QueryRunner,
  args: DestinationSelection,
): Promise<DestinationSide[]> {
  if (args.destinations.length === 0) return [];
  const conditions = createConditions();
  addDestinations(conditions, args);
  const from = conditions.bind("Int64", String(Math.floor(args.fromMs)));
  const step = conditions.bind("Int64", String(Math.max(1, Math.round(args.stepMs))));
  const rows = await runner.run({
    name: "evidence.destinations",
    sql: `SELECT destination, system, service, consumer_group, kind, operation,
  uniqExact(instance) AS instances,
  sum(calls) AS calls_total, sum(messages) AS messages_total, sum(errors) AS errors_total,
  sum(duration) AS duration_total,
  quantileTDigestWeightedMerge(0.95)(sketch) AS p95_ns, max(at_once) AS most_at_once,
  sumMap(slots, slot_calls, slot_durations) AS steps
FROM (
  WITH ${adjustedCount} AS weight, toUnixTimestamp64Nano(timestamp) AS start_ns,
    intDiv(toUnixTimestamp64Milli(timestamp) - ${from}, ${step}) AS slot
  SELECT ${destinationName} AS destination, toString(any(${messagingSystem})) AS system,
    toString(service_name) AS service, ${instanceSql} AS instance, ${consumerGroup} AS consumer_group,
    kind, ${messagingOperation} AS operation,
    sum(toFloat64(weight)) AS calls,
    sum(toFloat64(weight) * greatest(1, ${batchSize})) AS messages,
    sumIf(toFloat64(weight), status_code = 2) AS errors,
    sum(duration_ns * toFloat64(weight)) AS duration,
    quantileTDigestWeightedState(0.95)(toFloat32(duration_ns), toUInt64(round(weight))) AS sketch,
    maxIntersections(start_ns, start_ns + toInt64(greatest(duration_ns, 1))) AS at_once,
    sumMap([slot], [toFloat64(weight)], [duration_ns * toFloat64(weight)]) AS by_slot,
    by_slot.1 AS slots, by_slot.2 AS slot_calls, by_slot.3 AS slot_durations
  FROM spans WHERE ${conditions.sql()}
  GROUP BY destination, service, instance, consumer_group, kind, operation
)
GROUP BY destination, system, service, consumer_group, kind, operation
ORDER BY calls_total DESC, destination, service, kind, operation LIMIT 500`,
    parameters: conditions.parameters(),
    row: sideRow,
  });
  return rows.map((row) => ({
    destination: row.destination,
    system: row.system,
    service: row.service,
    group: row.consumer_group,
    kind: row.kind,
    operation: row.operation,
    instances: row.instances,
    calls: row.calls_total,
    messages: row.messages_total,
    errors: row.errors_total,
    totalMs: row.duration_total ?? 0,
    p95Ms: row.p95_ns ?? 0,
    concurrency: row.most_at_once,
    steps: row.steps[0].map((slot, index) => [
      args.fromMs + slot * args.stepMs,
      (row.steps[2][index] ?? 0) / Math.max(1e-9, row.steps[1][index] ?? 0) / 1e6,
    ]),
  }));
}

/** Time from sending to taking a message of one destination. */
export interface DestinationWait {
  readonly destination: string;
  /** Messages whose two spans were found. */
  readonly messages: number;
  readonly p95Ms: number;
}

const waitRow = z.object({
  destination: z.string(),
  messages: countField,
  p95Ms: nsAsMsField.transform((ms) => ms ?? 0),
});

/**
 * Time from the start of a producer span to that of the consumer span that links to it or is
 * below it, over up to 100,000 consumer spans, the newest first.
 */
export async function readDestinationWaits(
  runner: QueryRunner,
  args: DestinationSelection,
): Promise<DestinationWait[]> {
  if (args.destinations.length === 0) return [];
  const conditions = createConditions();
  addDestinations(conditions, args);
  const where = conditions.sql();
  const isTaken = `(kind = 5 OR ${messagingOperation} IN ('receive', 'process', 'deliver'))`;
  return runner.run({
    name: "evidence.waits",
    sql: `SELECT destination, count() AS messages, quantileTDigest(0.95)(toFloat32(wait)) AS p95Ms
FROM (
  SELECT taken.destination AS destination, taken.message AS message,
    greatest(0, min(taken.start_ns - sent.start_ns)) AS wait
  FROM (
    SELECT ${destinationName} AS destination, toUnixTimestamp64Nano(timestamp) AS start_ns,
      arrayJoin(arrayDistinct(arrayConcat([parent_span_id], \`links.span_id\`))) AS message
    FROM spans WHERE ${where} AND ${isTaken}
    ORDER BY timestamp DESC LIMIT 100000
  ) AS taken
  GLOBAL INNER JOIN (
    SELECT span_id, toUnixTimestamp64Nano(timestamp) AS start_ns
    FROM spans WHERE ${where} AND kind IN (3, 4) AND NOT ${isTaken}
    ORDER BY timestamp DESC LIMIT 200000
  ) AS sent ON sent.span_id = taken.message
  GROUP BY destination, message
)
GROUP BY destination ORDER BY destination LIMIT 20`,
    parameters: conditions.parameters(),
    row: waitRow,
  });
}
