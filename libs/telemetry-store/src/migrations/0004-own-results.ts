import {
  ATTR_SERVICE_VERSION,
  ATTR_TELEMETRY_SDK_LANGUAGE,
} from "@opentelemetry/semantic-conventions";
import type { Migration } from "./topology.ts";

/**
 * What Headroom records about a service is no sign of life of it: the view that fills the catalogue
 * of services from single values leaves those out. Its rows bear the scope `headroom`.
 */
export const ownResultsMigration: Migration = {
  version: 4,
  name: "own-results",
  statements: (dialect) => [
    `DROP VIEW IF EXISTS service_catalog_metrics_number_view ${dialect.onCluster}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS service_catalog_senders_view ${dialect.onCluster}
TO ${dialect.local("service_catalog")} AS
SELECT
  service_name,
  service_namespace,
  groupUniqArrayIf(20)(resource_attributes['${ATTR_SERVICE_VERSION}'], mapContains(resource_attributes, '${ATTR_SERVICE_VERSION}')) AS versions,
  anyLast(resource_attributes['${ATTR_TELEMETRY_SDK_LANGUAGE}']) AS sdk_language,
  min(timestamp) AS first_seen,
  max(timestamp) AS last_seen
FROM ${dialect.local("metrics_number")}
WHERE NOT (scope_name = 'headroom' AND startsWith(metric_name, 'headroom.'))
GROUP BY service_name, service_namespace`,
  ],
};
