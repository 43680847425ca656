import { z } from "zod";
import { alerts, alertsQuery } from "./alerts.ts";
import { cardinality, cardinalityQuery } from "./cardinality.ts";
import { channel, channelInput, channelTestResult, channels } from "./channels.ts";
import {
  escalationPolicies,
  escalationPolicy,
  escalationPolicyInput,
} from "./escalation-policies.ts";
import {
  attributeKeys,
  attributeKeysQuery,
  attributeValues,
  attributeValuesQuery,
} from "./filters.ts";
import {
  incidentAction,
  incidentComment,
  incidentDetail,
  incidents,
  incidentsQuery,
} from "./incidents.ts";
import { createdIngestKey, ingestKey, ingestKeyInput, ingestKeys } from "./ingest-keys.ts";
import { ingestion } from "./ingestion.ts";
import { logHistogram, logHistogramQuery, logs, logsQuery } from "./logs.ts";
import { metricSeries, metricSeriesQuery, metrics, metricsQuery } from "./metrics.ts";
import { analysisRoutes } from "./routes-analysis.ts";
import { backupRoutes } from "./routes-backups.ts";
import { patternRoutes } from "./routes-patterns.ts";
import { storageRoutes } from "./routes-storage.ts";
import type { Route } from "./route.ts";
import { traceId } from "./primitives.ts";
import {
  rule,
  ruleDefinition,
  ruleEnabled,
  rulePreview,
  rulePreviewInput,
  rules,
  rulesQuery,
  ruleUpdate,
} from "./rules.ts";
import { redQuery, redSeries, serviceDetail, services, servicesQuery } from "./services.ts";
import { session, status } from "./status.ts";
import { trace, traceVolume, traceVolumeQuery, traces, tracesQuery } from "./traces.ts";

const id = z.object({ id: z.string().min(1).max(100) });
const byService = z.object({ service: z.string().min(1).max(500) });

/**
 * Every endpoint of the HTTP API. The server binds its controllers to these names, the OpenAPI
 * document and the dashboard's client are derived from them.
 */
export const routes = {
  getStatus: {
    method: "get",
    path: "/api/v1/status",
    tag: "Status",
    summary: "What Headroom is doing",
    response: status,
  },
  getIngestion: {
    method: "get",
    path: "/api/v1/ingestion",
    tag: "Status",
    summary: "How receiving, loading and keeping of telemetry stand",
    response: ingestion,
  },
  getSession: {
    method: "get",
    path: "/api/v1/session",
    tag: "Status",
    summary: "Who is signed in",
    response: session,
  },

  listServices: {
    method: "get",
    path: "/api/v1/services",
    tag: "Services",
    summary: "List services with rate, errors and duration",
    query: servicesQuery,
    response: services,
  },
  getService: {
    method: "get",
    path: "/api/v1/services/{service}",
    tag: "Services",
    summary: "One service and its operations",
    params: byService,
    query: servicesQuery,
    response: serviceDetail,
  },
  getServiceRed: {
    method: "get",
    path: "/api/v1/services/{service}/red",
    tag: "Services",
    summary: "Rate, errors and duration over time",
    params: byService,
    query: redQuery,
    response: redSeries,
  },

  listTraces: {
    method: "get",
    path: "/api/v1/traces",
    tag: "Traces",
    summary: "Search traces",
    query: tracesQuery,
    response: traces,
  },
  getTraceVolume: {
    method: "get",
    path: "/api/v1/traces/volume",
    tag: "Traces",
    summary: "Matching spans over time",
    query: traceVolumeQuery,
    response: traceVolume,
  },
  getTrace: {
    method: "get",
    path: "/api/v1/traces/{traceId}",
    tag: "Traces",
    summary: "All spans of a trace",
    params: z.object({ traceId }),
    response: trace,
  },

  listLogs: {
    method: "get",
    path: "/api/v1/logs",
    tag: "Logs",
    summary: "Search log records",
    query: logsQuery,
    response: logs,
  },
  getLogHistogram: {
    method: "get",
    path: "/api/v1/logs/histogram",
    tag: "Logs",
    summary: "Matching log records over time",
    query: logHistogramQuery,
    response: logHistogram,
  },

  listMetrics: {
    method: "get",
    path: "/api/v1/metrics",
    tag: "Metrics",
    summary: "List metrics",
    query: metricsQuery,
    response: metrics,
  },
  getCardinality: {
    method: "get",
    path: "/api/v1/metrics/cardinality",
    tag: "Metrics",
    summary: "What holds the most series, and what was turned away",
    query: cardinalityQuery,
    response: cardinality,
  },
  getMetricSeries: {
    method: "get",
    path: "/api/v1/metrics/series",
    tag: "Metrics",
    summary: "Series of one metric",
    query: metricSeriesQuery,
    response: metricSeries,
  },

  listAttributeKeys: {
    method: "get",
    path: "/api/v1/attributes",
    tag: "Attributes",
    summary: "Attribute keys in use",
    query: attributeKeysQuery,
    response: attributeKeys,
  },
  listAttributeValues: {
    method: "get",
    path: "/api/v1/attributes/values",
    tag: "Attributes",
    summary: "Values of one attribute",
    query: attributeValuesQuery,
    response: attributeValues,
  },

  listRules: {
    method: "get",
    path: "/api/v1/rules",
    tag: "Rules",
    summary: "List rules",
    query: rulesQuery,
    response: rules,
  },
  createRule: {
    method: "post",
    path: "/api/v1/rules",
    tag: "Rules",
    summary: "Create a rule",
    body: ruleDefinition,
    response: rule,
    status: 201,
  },
  previewRule: {
    method: "post",
    path: "/api/v1/rules/preview",
    tag: "Rules",
    summary: "Try a rule on stored data",
    body: rulePreviewInput,
    response: rulePreview,
  },
  getRule: {
    method: "get",
    path: "/api/v1/rules/{id}",
    tag: "Rules",
    summary: "One rule",
    params: id,
    response: rule,
  },
  updateRule: {
    method: "put",
    path: "/api/v1/rules/{id}",
    tag: "Rules",
    summary: "Change a rule",
    params: id,
    body: ruleUpdate,
    response: rule,
  },
  setRuleEnabled: {
    method: "patch",
    path: "/api/v1/rules/{id}",
    tag: "Rules",
    summary: "Switch a rule on or off",
    params: id,
    body: ruleEnabled,
    response: rule,
  },
  deleteRule: {
    method: "delete",
    path: "/api/v1/rules/{id}",
    tag: "Rules",
    summary: "Delete a rule; its alerts resolve",
    params: id,
  },

  ...patternRoutes,
  ...analysisRoutes,
  ...backupRoutes,
  ...storageRoutes,

  listAlerts: {
    method: "get",
    path: "/api/v1/alerts",
    tag: "Alerts",
    summary: "List active alerts",
    query: alertsQuery,
    response: alerts,
  },

  listIncidents: {
    method: "get",
    path: "/api/v1/incidents",
    tag: "Incidents",
    summary: "List incidents",
    query: incidentsQuery,
    response: incidents,
  },
  getIncident: {
    method: "get",
    path: "/api/v1/incidents/{id}",
    tag: "Incidents",
    summary: "One incident with alerts, timeline and notifications",
    params: id,
    response: incidentDetail,
  },
  acknowledgeIncident: {
    method: "post",
    path: "/api/v1/incidents/{id}/acknowledge",
    tag: "Incidents",
    summary: "Acknowledge; escalation stops",
    params: id,
    body: incidentAction,
    response: incidentDetail,
  },
  unacknowledgeIncident: {
    method: "post",
    path: "/api/v1/incidents/{id}/unacknowledge",
    tag: "Incidents",
    summary: "Take an acknowledgement back; escalation starts over",
    params: id,
    body: incidentAction,
    response: incidentDetail,
  },
  resolveIncident: {
    method: "post",
    path: "/api/v1/incidents/{id}/resolve",
    tag: "Incidents",
    summary: "Resolve by hand",
    params: id,
    body: incidentAction,
    response: incidentDetail,
  },
  commentIncident: {
    method: "post",
    path: "/api/v1/incidents/{id}/comments",
    tag: "Incidents",
    summary: "Add a comment to the timeline",
    params: id,
    body: incidentComment,
    response: incidentDetail,
    status: 201,
  },

  listChannels: {
    method: "get",
    path: "/api/v1/channels",
    tag: "Channels",
    summary: "List notification channels",
    response: channels,
  },
  createChannel: {
    method: "post",
    path: "/api/v1/channels",
    tag: "Channels",
    summary: "Create a channel",
    body: channelInput,
    response: channel,
    status: 201,
  },
  updateChannel: {
    method: "put",
    path: "/api/v1/channels/{id}",
    tag: "Channels",
    summary: "Change a channel",
    params: id,
    body: channelInput,
    response: channel,
  },
  deleteChannel: {
    method: "delete",
    path: "/api/v1/channels/{id}",
    tag: "Channels",
    summary: "Delete a channel that nothing uses",
    params: id,
  },
  testChannel: {
    method: "post",
    path: "/api/v1/channels/{id}/test",
    tag: "Channels",
    summary: "Send a test notification now",
    params: id,
    response: channelTestResult,
  },

  listEscalationPolicies: {
    method: "get",
    path: "/api/v1/escalation-policies",
    tag: "Escalation policies",
    summary: "List escalation policies",
    response: escalationPolicies,
  },
  createEscalationPolicy: {
    method: "post",
    path: "/api/v1/escalation-policies",
    tag: "Escalation policies",
    summary: "Create an escalation policy",
    body: escalationPolicyInput,
    response: escalationPolicy,
    status: 201,
  },
  updateEscalationPolicy: {
    method: "put",
    path: "/api/v1/escalation-policies/{id}",
    tag: "Escalation policies",
    summary: "Change an escalation policy; running escalations keep the old one",
    params: id,
    body: escalationPolicyInput,
    response: escalationPolicy,
  },
  deleteEscalationPolicy: {
    method: "delete",
    path: "/api/v1/escalation-policies/{id}",
    tag: "Escalation policies",
    summary: "Delete a policy that no rule uses",
    params: id,
  },

  listIngestKeys: {
    method: "get",
    path: "/api/v1/ingest-keys",
    tag: "Ingest keys",
    summary: "List ingest keys",
    response: ingestKeys,
  },
  createIngestKey: {
    method: "post",
    path: "/api/v1/ingest-keys",
    tag: "Ingest keys",
    summary: "Create an ingest key, shown once",
    body: ingestKeyInput,
    response: createdIngestKey,
    status: 201,
  },
  updateIngestKey: {
    method: "put",
    path: "/api/v1/ingest-keys/{id}",
    tag: "Ingest keys",
    summary: "Change the name and the quota of an ingest key",
    params: id,
    body: ingestKeyInput,
    response: ingestKey,
  },
  revokeIngestKey: {
    method: "delete",
    path: "/api/v1/ingest-keys/{id}",
    tag: "Ingest keys",
    summary: "Revoke an ingest key",
    params: id,
  },
} as const satisfies Readonly<Record<string, Route>>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

type Part<Name extends RouteName, Key extends string> = Routes[Name] extends {
  readonly [K in Key]: infer Schema extends z.ZodType;
}
  ? Schema
  : undefined;
type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a caller passes to an endpoint, before defaults are filled in. */
export type RouteInput<Name extends RouteName> = {
  params: Input<Part<Name, "params">>;
  query: Input<Part<Name, "query">>;
  body: Input<Part<Name, "body">>;
};

/** What a handler of an endpoint receives, after parsing. */
export type RouteRequest<Name extends RouteName> = {
  params: Output<Part<Name, "params">>;
  query: Output<Part<Name, "query">>;
  body: Output<Part<Name, "body">>;
};

/** What an endpoint answers; undefined for 204. */
export type RouteResponse<Name extends RouteName> = Output<Part<Name, "response">>;
