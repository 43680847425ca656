import {
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_SYSTEM_NAME,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_RPC_STATUS_CODE,
  METRIC_HTTP_CLIENT_REQUEST_DURATION,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
  METRIC_RPC_CLIENT_CALL_DURATION,
  METRIC_RPC_SERVER_CALL_DURATION,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_DB_STATEMENT,
  ATTR_DB_SYSTEM,
  ATTR_HTTP_METHOD,
  ATTR_HTTP_STATUS_CODE,
  ATTR_PEER_SERVICE,
  ATTR_RPC_GRPC_STATUS_CODE,
  ATTR_RPC_RESPONSE_STATUS_CODE,
  ATTR_SERVICE_PEER_NAME,
  METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
  METRIC_MESSAGING_PROCESS_MESSAGES,
  METRIC_MESSAGING_RECEIVE_MESSAGES,
  METRIC_RPC_CLIENT_DURATION,
  METRIC_RPC_SERVER_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  attributeNames,
  collector,
  earlier,
  exporter,
  metricNames,
  counterNames,
  histogramNames,
} from "./build.ts";
import type { AliasGroup } from "./types.ts";

/** Names of requests, messages, span metrics and their attributes. */
export const requestAliases: readonly AliasGroup[] = [
  metricNames(
    METRIC_HTTP_SERVER_REQUEST_DURATION,
    "s",
    earlier("http.server.duration", { unitScale: 0.001 }),
  ),
  metricNames(
    METRIC_HTTP_CLIENT_REQUEST_DURATION,
    "s",
    earlier("http.client.duration", { unitScale: 0.001 }),
  ),
  metricNames(
    METRIC_RPC_SERVER_CALL_DURATION,
    "s",
    earlier(METRIC_RPC_SERVER_DURATION, { unitScale: 0.001 }),
  ),
  metricNames(
    METRIC_RPC_CLIENT_CALL_DURATION,
    "s",
    earlier(METRIC_RPC_CLIENT_DURATION, { unitScale: 0.001 }),
  ),
  metricNames(
    METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
    "{message}",
    earlier(METRIC_MESSAGING_RECEIVE_MESSAGES),
    earlier(METRIC_MESSAGING_PROCESS_MESSAGES),
  ),
  counterNames("traces.span.metrics.calls", "{call}", collector("calls"), exporter("calls_total")),
  histogramNames("traces.span.metrics.duration", "s", collector("duration", { unitScale: 0.001 })),
  metricNames("traces_service_graph_request_total", "{request}"),
  metricNames("traces_service_graph_request_failed_total", "{request}"),
  metricNames("traces_service_graph_request_server_seconds", "s"),
  metricNames("traces_service_graph_request_client_seconds", "s"),
  attributeNames(
    ATTR_RPC_STATUS_CODE,
    earlier(ATTR_RPC_RESPONSE_STATUS_CODE),
    earlier(ATTR_RPC_GRPC_STATUS_CODE),
    exporter("grpc_code"),
  ),
  attributeNames(ATTR_SERVICE_PEER_NAME, earlier(ATTR_PEER_SERVICE)),
  attributeNames(ATTR_DB_SYSTEM_NAME, earlier(ATTR_DB_SYSTEM)),
  attributeNames(ATTR_DB_QUERY_TEXT, earlier(ATTR_DB_STATEMENT)),
  attributeNames(ATTR_HTTP_RESPONSE_STATUS_CODE, earlier(ATTR_HTTP_STATUS_CODE), exporter("code")),
  attributeNames(ATTR_HTTP_REQUEST_METHOD, earlier(ATTR_HTTP_METHOD), exporter("method")),
];
