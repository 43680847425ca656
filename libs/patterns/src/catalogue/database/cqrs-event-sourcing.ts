import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_OPERATION_NAME,
  ATTR_SERVER_ADDRESS,
} from "@opentelemetry/semantic-conventions";
import { ATTR_MESSAGING_DESTINATION_NAME } from "@opentelemetry/semantic-conventions/incubating";
import { T15 } from "../../limits/stream-limits.ts";
import {
  attribute,
  forecast,
  indicator,
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P28: CQRS and event sourcing. */
export const cqrsEventSourcing: PatternRecord = {
  id: "P28",
  slug: "cqrs-event-sourcing",
  family: "database",
  name: "CQRS and event sourcing",
  what: "CQRS keeps one model for writing and another for reading, joined by events. Event sourcing stores every change as an event and derives the state from them.",
  whenToUse:
    "Use CQRS where reads and writes differ strongly in shape or load; event sourcing where the history itself has value. Both cost a delay between write and read.",
  grade: "inferred",
  evidence: [
    traceShape("Command path: INSERT only on a collection of events, then a PRODUCER span."),
    traceShape("Projection path: CONSUMER span, then UPDATE of the read collection."),
    traceShape("Read path: SELECT from another collection or server than the writes."),
    attribute("semconv", [
      ATTR_DB_COLLECTION_NAME,
      ATTR_SERVER_ADDRESS,
      ATTR_MESSAGING_DESTINATION_NAME,
      ATTR_DB_OPERATION_NAME,
    ]),
  ],
  detect:
    "CQRS: for an entity, the collections written and read are disjoint and joined by a consumer. Event sourcing: the write store sees no UPDATE or DELETE, its append rate equals the command rate, and bursts of ordered SELECTs replay events before a command. Confidence is low without collection names.",
  variants: [
    {
      name: "CQRS",
      signature: "Disjoint collections for writes and reads, joined by a consumer.",
      confidence: "medium",
    },
    {
      name: "Event sourcing",
      signature: "No UPDATE or DELETE, append rate = command rate, replay bursts.",
      confidence: "low",
    },
  ],
  indicators: [
    indicator(
      "projection-lag",
      "Projection lag",
      "s",
      "Time from an event to its write in the read model.",
      "write of the read model − event timestamp, through span links",
      { weight: 0.5, noLimit: "The limit is the staleness that the owner tolerates." },
    ),
    indicator(
      "replay-time",
      "Replay time",
      "s",
      "Time to rebuild one aggregate from its events.",
      "duration of the replay burst",
      { weight: 0.25, noLimit: ownBaseline },
    ),
    indicator(
      "queue-lag",
      "Queue lag",
      "{message}",
      "Events that wait for the projection (P38).",
      "lag of the consumer",
      { weight: 0.25, good: 0, limits: [T15.limits.groupLag] },
    ),
  ],
  verify: [
    verify(
      "separation",
      "The models are really separate.",
      ["002"],
      "yes",
      "Collections of writes and reads are disjoint.",
    ),
  ],
  alerts: [
    threshold("The projection lag exceeds the staleness that is allowed."),
    forecast(
      "The projection falls behind and does not catch up.",
      reaches("queue-lag", "gt", 10000),
    ),
  ],
  capacity: { model: "growth", formulae: ["F13"], text: "The drain of the event queue." },
  actions: ["Take snapshots.", "Project in parallel."],
  visibility: ["Without collection names the two models cannot be told apart."],
};
