import type { Attributes } from "@opentelemetry/api";
import { SpanKind } from "@opentelemetry/api";
import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
  DB_SYSTEM_NAME_VALUE_POSTGRESQL,
} from "@opentelemetry/semantic-conventions";
import { ATTR_SERVICE_PEER_NAME } from "@opentelemetry/semantic-conventions/incubating";
import { describeQuery } from "../telemetry/describe-query.ts";
import { processAttributes, sendAttributes } from "../telemetry/messaging-attributes.ts";
import { DATABASE_PORT_OFFSET, ORDER_QUEUE, portOf, SHOP_PROCESSES } from "../topology.ts";
import { HTTP_SCOPE } from "./http-series.ts";

/** A log line of a node, written when the node's own work is done. */
export type NodeLog = {
  readonly severity: "INFO" | "WARN" | "ERROR";
  readonly component: string;
  readonly message: string;
  readonly attributes: Attributes;
};

/** A span to be: its own work in milliseconds, then its children one after the other. */
export type SpanNode = {
  readonly instanceId: string;
  readonly scope: string;
  readonly kind: SpanKind;
  readonly name: string;
  readonly attributes: Attributes;
  readonly selfMs: number;
  readonly failed?: boolean;
  readonly children: readonly SpanNode[];
  readonly logs?: readonly NodeLog[];
  /** Starts this long after its parent's end and does not make the parent longer. */
  readonly detachedMs?: number;
};

/** A span with its place in time, in milliseconds from the root's start. */
export type PlacedSpan = {
  readonly node: SpanNode;
  readonly parent: number | undefined;
  readonly startMs: number;
  readonly endMs: number;
};

const LOOPBACK = "127.0.0.1";
const UNDICI_SCOPE = "@opentelemetry/instrumentation-undici";
const PG_SCOPE = "@opentelemetry/instrumentation-pg";
/** Every scope the history's spans use, for looking up versions. */
export const SPAN_SCOPES = [HTTP_SCOPE, UNDICI_SCOPE, PG_SCOPE];

/** One HTTP exchange between two instances. */
export type HttpExchange = {
  readonly from: string;
  readonly to: string;
  readonly method: "GET" | "POST";
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly serverMs: number;
  readonly children?: readonly SpanNode[];
  readonly logs?: readonly NodeLog[];
};

/** Client span with the server span below it. */
export function httpNode(exchange: HttpExchange, basePort: number): SpanNode {
  const target = SHOP_PROCESSES.find((entry) => entry.instanceId === exchange.to);
  const port = (target === undefined ? undefined : portOf(target, basePort)) ?? basePort;
  const failed = exchange.status >= 500;
  const both: Attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: exchange.method,
    [ATTR_URL_SCHEME]: "http",
    [ATTR_URL_PATH]: exchange.path,
    [ATTR_SERVER_ADDRESS]: LOOPBACK,
    [ATTR_SERVER_PORT]: port,
    [ATTR_NETWORK_PROTOCOL_VERSION]: "1.1",
    [ATTR_HTTP_RESPONSE_STATUS_CODE]: exchange.status,
    ...(failed ? { [ATTR_ERROR_TYPE]: String(exchange.status) } : {}),
  };
  const server: SpanNode = {
    instanceId: exchange.to,
    scope: HTTP_SCOPE,
    kind: SpanKind.SERVER,
    name: `${exchange.method} ${exchange.route}`,
    attributes: { ...both, [ATTR_HTTP_ROUTE]: exchange.route },
    selfMs: exchange.serverMs,
    failed,
    children: exchange.children ?? [],
    ...(exchange.logs === undefined ? {} : { logs: exchange.logs }),
  };
  return {
    instanceId: exchange.from,
    scope: UNDICI_SCOPE,
    kind: SpanKind.CLIENT,
    name: exchange.method,
    attributes: {
      ...both,
      [ATTR_URL_FULL]: `http://${LOOPBACK}:${port}${exchange.path}`,
      [ATTR_SERVICE_PEER_NAME]: target?.service ?? "",
    },
    selfMs: 0.9,
    failed,
    children: [server],
  };
}

/** A PostgreSQL statement, named as the live services name it. */
export function queryNode(
  instanceId: string,
  database: string,
  text: string,
  selfMs: number,
  basePort: number,
): SpanNode {
  const { operation = "", target } = describeQuery(text) ?? {};
  const summary = target === undefined ? operation : `${operation} ${target}`;
  return {
    instanceId,
    scope: PG_SCOPE,
    kind: SpanKind.CLIENT,
    name: summary,
    attributes: {
      [ATTR_DB_SYSTEM_NAME]: DB_SYSTEM_NAME_VALUE_POSTGRESQL,
      [ATTR_DB_NAMESPACE]: database,
      [ATTR_DB_QUERY_TEXT]: text,
      [ATTR_DB_OPERATION_NAME]: operation,
      [ATTR_DB_QUERY_SUMMARY]: summary,
      ...(target === undefined ? {} : { [ATTR_DB_COLLECTION_NAME]: target }),
      [ATTR_SERVER_ADDRESS]: LOOPBACK,
      [ATTR_SERVER_PORT]: basePort + DATABASE_PORT_OFFSET,
    },
    selfMs,
    children: [],
  };
}

/** Producer span with the consumer span that follows it later in another service. */
export function queueNode(
  from: string,
  to: string,
  waitMs: number,
  workMs: number,
  children: readonly SpanNode[],
  logs: readonly NodeLog[],
): SpanNode {
  const scope = "bullmq";
  const consumer: SpanNode = {
    instanceId: to,
    scope,
    kind: SpanKind.CONSUMER,
    name: `process ${ORDER_QUEUE}`,
    attributes: processAttributes(),
    selfMs: workMs,
    children,
    logs,
    detachedMs: waitMs,
  };
  return {
    instanceId: from,
    scope,
    kind: SpanKind.PRODUCER,
    name: `send ${ORDER_QUEUE}`,
    attributes: sendAttributes(),
    selfMs: 3.5,
    children: [consumer],
  };
}

/**
 * Places a tree in time: half of a node's own work, its children in order, the other half. Parents come before their
 * children; `parent` is the index of the parent in the result.
 */
export function placeSpans(root: SpanNode): PlacedSpan[] {
  const placed: PlacedSpan[] = [];
  const place = (node: SpanNode, parent: number | undefined, startMs: number): number => {
    const index = placed.push({ node, parent, startMs, endMs: startMs }) - 1;
    let cursorMs = startMs + node.selfMs / 2;
    for (const child of node.children)
      if (child.detachedMs === undefined) cursorMs = place(child, index, cursorMs);
    const endMs = cursorMs + node.selfMs / 2;
    placed[index] = { node, parent, startMs, endMs };
    for (const child of node.children)
      if (child.detachedMs !== undefined) place(child, index, endMs + child.detachedMs);
    return endMs;
  };
  place(root, undefined, 0);
  return placed;
}
