import { ATTR_SERVICE_INSTANCE_ID } from "@opentelemetry/semantic-conventions";
import {
  ATTR_CONTAINER_ID,
  ATTR_HOST_NAME,
  ATTR_K8S_POD_NAME,
  ATTR_K8S_POD_UID,
  ATTR_PROCESS_PID,
} from "@opentelemetry/semantic-conventions/incubating";

const attribute = (key: string): string => `resource_attributes['${key}']`;

const standIns = [ATTR_SERVICE_INSTANCE_ID, ATTR_K8S_POD_UID, ATTR_K8S_POD_NAME, ATTR_CONTAINER_ID];

/**
 * SQL of the instance that sent a row: its `service.instance.id`, or the pod, the container, or
 * host and process that stand for it; the empty string where none is stated.
 */
export const instanceSql = `multiIf(
      ${standIns.map((key) => `${attribute(key)} != '', ${attribute(key)}`).join(",\n      ")},
      ${attribute(ATTR_HOST_NAME)} != '', concat(${attribute(ATTR_HOST_NAME)}, ' ', ${attribute(ATTR_PROCESS_PID)}),
      '')`;
