import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import {
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAMESPACE,
} from "@opentelemetry/semantic-conventions/incubating";

/** What identifies one process in telemetry. */
export type ServiceIdentity = {
  readonly service: string;
  readonly version: string;
  readonly instanceId: string;
};

/** Resource attributes of a shop process; live telemetry and history use the same so that series continue. */
export function buildResourceAttributes(identity: ServiceIdentity): Record<string, string> {
  return {
    [ATTR_SERVICE_NAME]: identity.service,
    [ATTR_SERVICE_NAMESPACE]: "shop",
    [ATTR_SERVICE_VERSION]: identity.version,
    [ATTR_SERVICE_INSTANCE_ID]: identity.instanceId,
    [ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: "demo",
  };
}
