import {
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_GCP_PUBSUB_MESSAGE_DELIVERY_ATTEMPT,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SERVICEBUS_DISPOSITION_STATUS,
  ATTR_MESSAGING_SERVICEBUS_MESSAGE_DELIVERY_COUNT,
} from "@opentelemetry/semantic-conventions/incubating";
import { T14 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  ownObjective,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P43: Priority queues and dead-letter queues. */
export const priorityDeadLetterQueues: PatternRecord = {
  id: "P43",
  slug: "priority-dead-letter-queues",
  family: "messaging",
  name: "Priority queues and dead-letter queues",
  what: "Priority queues let urgent messages overtake; a dead-letter queue takes the messages that keep failing, so that they do not block the others. Both need someone to look at what is left behind.",
  whenToUse:
    "Use priorities where one consumer serves classes of different urgency, and a dead-letter queue behind every queue whose messages can be poisonous.",
  grade: "direct",
  evidence: [
    traceShape(
      "Priority: several destinations with names like high and low, or counters per priority; time in the queue differs by class while one consumer service drains all.",
    ),
    attribute(
      "semconv",
      [ATTR_MESSAGING_DESTINATION_NAME],
      "A suffix such as dlq, dead, error or retry.",
    ),
    attribute(
      "semconv",
      [
        ATTR_MESSAGING_SERVICEBUS_DISPOSITION_STATUS,
        ATTR_MESSAGING_SERVICEBUS_MESSAGE_DELIVERY_COUNT,
        ATTR_MESSAGING_GCP_PUBSUB_MESSAGE_DELIVERY_ATTEMPT,
        ATTR_MESSAGING_OPERATION_TYPE,
      ],
      "Disposition dead_letter, operation settle.",
    ),
    metric("exporter", [
      "rabbitmq_global_messages_dead_lettered_rejected_total",
      "rabbitmq_global_messages_dead_lettered_expired_total",
      "rabbitmq_global_messages_dead_lettered_delivery_limit_total",
      "rabbitmq_global_messages_dead_lettered_maxlen_total",
    ]),
  ],
  detect:
    "Priority: later messages of a high class finish before earlier ones of a low class. Dead-letter queue: a flow from a failing consumer to such a destination.",
  variants: [
    {
      name: "Priority queue",
      signature: "Later high-class messages finish before earlier low-class ones.",
      confidence: "medium",
    },
    {
      name: "Dead-letter queue",
      signature: "A flow from a failing consumer to a destination with such a suffix.",
      confidence: "high",
    },
  ],
  indicators: [
    indicator(
      "dead-letters",
      "Dead letters",
      "{message}",
      "Messages in the dead-letter queue.",
      "messages in the queue",
      { weight: 0.3, good: 0, limits: [T14.limits.deadLetters] },
    ),
    indicator(
      "dead-letter-share",
      "Inflow of dead letters",
      "1",
      "Messages dead-lettered divided by messages processed.",
      "dead-lettered / processed",
      { weight: 0.25, good: 0, limits: [own("warning", "gt", 0, "1")], bad: 0.01 },
    ),
    indicator(
      "dead-letter-age",
      "Age of dead letters",
      "s",
      "Age of the oldest dead letter.",
      "now − oldest dead letter",
      { weight: 0.15, noLimit: ownObjective },
    ),
    indicator(
      "starvation-age",
      "Starvation of the low class",
      "s",
      "Age of the oldest message of the lowest class.",
      "now − oldest low-class message",
      { weight: 0.2, noLimit: ownObjective },
    ),
    indicator(
      "poison-share",
      "Poison messages",
      "1",
      "Messages that reached the delivery limit.",
      "messages at the delivery limit / processed",
      { weight: 0.1, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "failed-handled",
      "Failed jobs are handled.",
      ["002"],
      "partly",
      "The dead-letter queue drains after a fix.",
    ),
  ],
  alerts: [
    threshold(
      "Messages are dead-lettered.",
      crosses("dead-letter-share", own("warning", "gt", 0, "1")),
    ),
    threshold(
      "The dead-letter queue holds more than 10 messages.",
      crosses("dead-letters", T14.limits.deadLetters),
    ),
    anomaly("More is dead-lettered than usual.", leavesBand("dead-letter-share")),
    forecast("The wait of the low class grows."),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F8"],
    text: "A queue with several servers and priorities.",
  },
  actions: ["Replay dead letters after the fix.", "Reserve workers for the low class."],
  visibility: ["Priorities inside one destination show only in the order of completion."],
};
