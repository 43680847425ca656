import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_OPERATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
  MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
  MESSAGING_OPERATION_TYPE_VALUE_SEND,
} from "@opentelemetry/semantic-conventions/incubating";
import { ORDER_QUEUE } from "../topology.ts";

/** Meter of the queue metrics; the history writes under the same scope. */
export const QUEUE_SCOPE = "shop.queue";
/** The consumer group that shares the order queue. */
export const FULFILMENT_GROUP = "fulfilment";

/** Messaging attributes of the side that sends orders. */
export function sendAttributes(): Attributes {
  return {
    [ATTR_MESSAGING_SYSTEM]: "bullmq",
    [ATTR_MESSAGING_DESTINATION_NAME]: ORDER_QUEUE,
    [ATTR_MESSAGING_OPERATION_TYPE]: MESSAGING_OPERATION_TYPE_VALUE_SEND,
    [ATTR_MESSAGING_OPERATION_NAME]: "add",
  };
}

/** Messaging attributes of the side that processes orders. */
export function processAttributes(): Attributes {
  return {
    [ATTR_MESSAGING_SYSTEM]: "bullmq",
    [ATTR_MESSAGING_DESTINATION_NAME]: ORDER_QUEUE,
    [ATTR_MESSAGING_OPERATION_TYPE]: MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
    [ATTR_MESSAGING_OPERATION_NAME]: "process",
    [ATTR_MESSAGING_CONSUMER_GROUP_NAME]: FULFILMENT_GROUP,
  };
}

/** Attributes of messaging metrics: those of the span without the operation type, which the metrics do not use. */
export function metricAttributes(attributes: Attributes): Attributes {
  const { [ATTR_MESSAGING_OPERATION_TYPE]: _type, ...rest } = attributes;
  return rest;
}
