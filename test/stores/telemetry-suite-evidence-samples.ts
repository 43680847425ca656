import {
  ATTR_CLIENT_ADDRESS,
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_SYSTEM_NAME,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_SERVICE_NAMESPACE,
  ATTR_SERVICE_VERSION,
  ATTR_URL_FULL,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_CLOUD_AVAILABILITY_ZONE,
  ATTR_DB_OPERATION,
  ATTR_DB_RESPONSE_RETURNED_ROWS,
  ATTR_DB_STATEMENT,
  ATTR_DB_SYSTEM,
  ATTR_HOST_NAME,
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
  ATTR_NET_PEER_NAME,
  ATTR_NET_PEER_PORT,
  ATTR_SERVICE_INSTANCE_ID,
} from "@opentelemetry/semantic-conventions/incubating";
import { createRandom } from "./telemetry-suite-windows-samples.ts";
import { spanIdOf, traceIdOf } from "./telemetry-samples.ts";
import type { SampleAttributes, SampleSpan } from "./telemetry-samples.ts";

const internalKind = 1;
const serverKind = 2;
const clientKind = 3;
const producerKind = 4;
const consumerKind = 5;

/** Spans of one process of the shop. */
export interface ProcessSpans {
  readonly resource: SampleAttributes;
  readonly spans: readonly SampleSpan[];
}

/** Names that tests ask for. */
export const shop = {
  gateway: "evidence-gateway",
  catalog: "evidence-catalog",
  checkout: "evidence-checkout",
  payments: "evidence-payments",
  worker: "evidence-worker",
} as const;

/** Minutes of the hour at which the breaker of checkout opens for 90 seconds. */
export const openMinutes = [20, 40] as const;

interface Child {
  readonly name: string;
  readonly durationMs: number;
  readonly attributes: SampleAttributes;
  readonly isError?: boolean;
}

const http = (service: string, method: string, path: string, status = "200") => ({
  [ATTR_HTTP_REQUEST_METHOD]: method,
  [ATTR_HTTP_RESPONSE_STATUS_CODE]: status,
  [ATTR_SERVER_ADDRESS]: service,
  [ATTR_SERVER_PORT]: "8080",
  [ATTR_URL_FULL]: `${service}:8080${path}`,
});

// The cache speaks the earlier conventions, the database the current ones.
const cache = (command: string): Child => ({
  name: command,
  durationMs: 0.5,
  attributes: {
    [ATTR_DB_SYSTEM]: "redis",
    [ATTR_DB_STATEMENT]: `${command} product:?`,
    [ATTR_NET_PEER_NAME]: "cache",
    [ATTR_NET_PEER_PORT]: "6379",
  },
});

const query = (table: string, rows: number, host = "db-2"): Child => ({
  name: `SELECT ${table}`,
  durationMs: 4,
  attributes: {
    [ATTR_DB_SYSTEM_NAME]: "postgresql",
    [ATTR_DB_NAMESPACE]: "catalog",
    [ATTR_DB_OPERATION_NAME]: "SELECT",
    [ATTR_DB_COLLECTION_NAME]: table,
    [ATTR_DB_QUERY_TEXT]: `SELECT * FROM ${table} WHERE id = $1`,
    [ATTR_DB_RESPONSE_RETURNED_ROWS]: String(rows),
    [ATTR_SERVER_ADDRESS]: host,
    [ATTR_SERVER_PORT]: "5432",
    [ATTR_NETWORK_PEER_ADDRESS]: host === "db-2" ? "10.0.0.2" : "10.0.0.1",
  },
});

const write = (): Child => ({
  name: "UPDATE views",
  durationMs: 3,
  attributes: {
    ...query("views", 0, "db-1").attributes,
    [ATTR_DB_OPERATION]: "UPDATE",
    [ATTR_DB_OPERATION_NAME]: "UPDATE",
  },
});

/** Builds the spans of an hour from `baseMs`; the same for the same base. */
function createWriter() {
  const processes = new Map<string, { resource: SampleAttributes; spans: SampleSpan[] }>();
  let ids = 5_000_000;
  let traces = 5_000_000;
  const add = (
    instance: string,
    version: string,
    span: Omit<SampleSpan, "spanId">,
  ): SampleSpan & { readonly spanId: string } => {
    const own = processes.get(instance) ?? {
      resource: {
        [ATTR_SERVICE_NAMESPACE]: "evidence",
        [ATTR_SERVICE_VERSION]: version,
        [ATTR_SERVICE_INSTANCE_ID]: instance,
        [ATTR_HOST_NAME]: `host-of-${instance}`,
        [ATTR_CLOUD_AVAILABILITY_ZONE]: "zone-a",
      },
      spans: [],
    };
    processes.set(instance, own);
    ids += 1;
    const whole = { ...span, spanId: spanIdOf(ids) };
    own.spans.push(whole);
    return whole;
  };
  return {
    processes,
    add,
    nextTrace: () => {
      traces += 1;
      return traceIdOf(traces);
    },
  };
}

type Writer = ReturnType<typeof createWriter>;

/** A server span with calls below it, one after the other. */
function serve(
  writer: Writer,
  instance: { readonly id: string; readonly version: string },
  span: Omit<SampleSpan, "spanId" | "durationMs"> & { readonly durationMs?: number },
  children: readonly Child[],
) {
  const durationMs =
    span.durationMs ?? 2 + children.reduce((sum, child) => sum + child.durationMs + 0.5, 0);
  const server = writer.add(instance.id, instance.version, {
    ...span,
    kind: serverKind,
    durationMs,
  });
  let startMs = span.startMs + 1;
  for (const child of children) {
    writer.add(instance.id, instance.version, {
      service: span.service,
      traceId: span.traceId,
      parentSpanId: server.spanId,
      kind: clientKind,
      startMs,
      ...child,
    });
    startMs += child.durationMs + 0.5;
  }
  return server;
}

/** A request at the gateway that calls another service; returns the calling span. */
function enter(
  writer: Writer,
  at: { readonly startMs: number; readonly traceId: string },
  call: {
    readonly service: string;
    readonly method: string;
    readonly path: string;
    readonly isError?: boolean;
  },
) {
  const gateway = { id: "evidence-gateway-1", version: "4.0.0" };
  const status = call.isError === true ? "503" : "200";
  const server = writer.add(gateway.id, gateway.version, {
    service: shop.gateway,
    name: `${call.method} ${call.path}`,
    kind: serverKind,
    durationMs: 60,
    isError: call.isError ?? false,
    attributes: { [ATTR_HTTP_REQUEST_METHOD]: call.method, [ATTR_CLIENT_ADDRESS]: "10.9.9.9" },
    ...at,
  });
  return writer.add(gateway.id, gateway.version, {
    service: shop.gateway,
    name: call.method,
    kind: clientKind,
    durationMs: 55,
    parentSpanId: server.spanId,
    isError: call.isError ?? false,
    attributes: http(call.service.replace("evidence-", ""), call.method, call.path, status),
    ...at,
    startMs: at.startMs + 1,
  });
}

function sellProducts(writer: Writer, baseMs: number): void {
  const random = createRandom(71);
  for (let index = 0; index < 1_200; index += 1) {
    const at = { startMs: baseMs + index * 3_000, traceId: writer.nextTrace() };
    const isList = index % 4 === 3;
    const call = { service: shop.catalog, method: "GET", path: isList ? "/lists" : "/products" };
    const above = enter(writer, at, call);
    const rows = 5 + (index % 8);
    const isMiss = random() < 0.4;
    const instance = { id: `evidence-catalog-${(index % 2) + 1}`, version: "2.8.1" };
    const shared = {
      service: shop.catalog,
      traceId: at.traceId,
      startMs: at.startMs + 2,
      parentSpanId: above.spanId,
      attributes: {
        [ATTR_HTTP_REQUEST_METHOD]: "GET",
        [ATTR_HTTP_RESPONSE_STATUS_CODE]: "200",
        [ATTR_CLIENT_ADDRESS]: "10.0.1.1",
      },
    };
    if (isList) {
      const items = Array.from({ length: rows }, () => query("items", 1));
      serve(writer, instance, { ...shared, name: "GET /lists/:id" }, [
        query("lists", rows),
        ...items,
        write(),
      ]);
      continue;
    }
    const fill = isMiss ? [query("products", 1), cache("SET")] : [];
    serve(writer, instance, { ...shared, name: "GET /products/:id" }, [cache("GET"), ...fill]);
  }
}

const isOpen = (baseMs: number, timeMs: number) =>
  openMinutes.some((minute) => {
    const sinceMs = timeMs - baseMs - minute * 60_000;
    return sinceMs >= 0 && sinceMs < 90_000;
  });

/** Tries of one charge: one in twelve fails at first and is sent again after 50 ms. */
function charge(
  writer: Writer,
  order: SampleSpan,
  instance: { id: string; version: string },
  index: number,
) {
  const fails = index % 12 === 5;
  const tries = fails ? [true, false] : [false];
  for (const [attempt, isError] of tries.entries()) {
    const startMs = order.startMs + 2 + attempt * 70;
    const status = isError ? "503" : "201";
    const resend: SampleAttributes =
      attempt === 0 ? {} : { [ATTR_HTTP_REQUEST_RESEND_COUNT]: String(attempt) };
    const call = writer.add(instance.id, instance.version, {
      service: shop.checkout,
      name: "POST",
      kind: clientKind,
      startMs,
      durationMs: 20,
      isError,
      traceId: order.traceId,
      parentSpanId: order.spanId,
      attributes: { ...http("payments", "POST", "/charges", status), ...resend },
    });
    writer.add("evidence-payments-1", "5.0.0", {
      service: shop.payments,
      name: "POST /charges",
      kind: serverKind,
      startMs: startMs + 2,
      durationMs: 15,
      isError,
      traceId: order.traceId,
      parentSpanId: call.spanId,
      attributes: { [ATTR_HTTP_REQUEST_METHOD]: "POST", [ATTR_HTTP_RESPONSE_STATUS_CODE]: status },
    });
  }
}

const messaging = (operation: string) => ({
  [ATTR_MESSAGING_SYSTEM]: "bullmq",
  [ATTR_MESSAGING_DESTINATION_NAME]: "evidence-orders",
  [ATTR_MESSAGING_OPERATION_TYPE]: operation,
});

function deliver(writer: Writer, order: SampleSpan, instance: { id: string; version: string }) {
  const startMs = order.startMs + 150;
  const sent = writer.add(instance.id, instance.version, {
    service: shop.checkout,
    name: "send evidence-orders",
    kind: producerKind,
    startMs,
    durationMs: 3,
    traceId: order.traceId,
    parentSpanId: order.spanId,
    attributes: messaging("send"),
  });
  writer.add("evidence-worker-1", "0.9.0", {
    service: shop.worker,
    name: "process evidence-orders",
    kind: consumerKind,
    startMs: startMs + 250,
    durationMs: 8_000,
    traceId: writer.nextTrace(),
    links: [{ traceId: sent.traceId, spanId: sent.spanId }],
    attributes: { ...messaging("process"), [ATTR_MESSAGING_CONSUMER_GROUP_NAME]: "workers" },
  });
}

function takeOrders(writer: Writer, baseMs: number): void {
  for (let index = 0; index < 600; index += 1) {
    const at = { startMs: baseMs + index * 6_000 + 500, traceId: writer.nextTrace() };
    const isError = isOpen(baseMs, at.startMs);
    const above = enter(writer, at, {
      service: shop.checkout,
      method: "POST",
      path: "/orders",
      isError,
    });
    const instance =
      index % 10 === 4
        ? { id: "evidence-checkout-2", version: "3.3.0-rc.1" }
        : { id: "evidence-checkout-1", version: "3.2.0" };
    const order = serve(
      writer,
      instance,
      {
        service: shop.checkout,
        name: "POST /orders",
        traceId: at.traceId,
        startMs: at.startMs + 2,
        parentSpanId: above.spanId,
        durationMs: isError ? 1 : 200,
        isError,
        attributes: {
          [ATTR_HTTP_REQUEST_METHOD]: "POST",
          [ATTR_HTTP_RESPONSE_STATUS_CODE]: isError ? "503" : "201",
        },
      },
      [],
    );
    if (isError) continue;
    charge(writer, order, instance, index);
    deliver(writer, order, instance);
  }
}

/** An hour of a small shop from `baseMs`, process by process. */
export function evidenceShop(baseMs: number): readonly ProcessSpans[] {
  const writer = createWriter();
  sellProducts(writer, baseMs);
  takeOrders(writer, baseMs);
  for (let index = 0; index < 60; index += 1) {
    writer.add("evidence-worker-1", "0.9.0", {
      service: shop.worker,
      name: "sweep",
      kind: internalKind,
      startMs: baseMs + index * 60_000,
      durationMs: 5,
      traceId: writer.nextTrace(),
    });
  }
  return [...writer.processes.values()];
}
