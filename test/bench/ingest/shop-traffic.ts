import { randomBytes } from "node:crypto";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  ATTR_SERVICE_VERSION,
  ATTR_TELEMETRY_SDK_LANGUAGE,
  ATTR_TELEMETRY_SDK_NAME,
  ATTR_URL_SCHEME,
  ATTR_USER_AGENT_ORIGINAL,
} from "@opentelemetry/semantic-conventions";
import { Wire } from "./wire.ts";

/** Which of the three signals a run sends. */
export type BenchSignal = "spans" | "logs" | "points";
export const benchSignals: readonly BenchSignal[] = ["spans", "logs", "points"];

/** Rows of one request. */
export const rowsPerRequest = 500;
const spansPerTrace = 10;

const agents = ["Mozilla/5.0 (X11; Linux x86_64)", "okhttp/4.12.0", "shop-ios/7.3.1"];
const verbs = ["GET", "GET", "GET", "POST", "PUT"];
const nouns = ["orders", "carts", "products", "users", "payments", "reviews", "stock", "search"];

/** A number in [0, below) that is the same for the same seed: requests differ, runs do not. */
const pick = (seed: number, below: number): number =>
  (Math.imul(seed, 2_654_435_761) >>> 8) % below;

/** Eight attributes as an HTTP server instrumentation sends them, of usual variety. */
function writeAttributes(wire: Wire, field: number, seed: number): void {
  const noun = nouns[pick(seed, nouns.length)] ?? "orders";
  wire.attribute(field, ATTR_HTTP_REQUEST_METHOD, verbs[pick(seed + 1, verbs.length)] ?? "GET");
  wire.attribute(field, ATTR_HTTP_ROUTE, `/api/v1/${noun}/{id}`);
  wire.attribute(field, ATTR_HTTP_RESPONSE_STATUS_CODE, pick(seed, 40) === 0 ? 503 : 200);
  wire.attribute(field, ATTR_URL_SCHEME, "https");
  wire.attribute(field, ATTR_SERVER_ADDRESS, `${noun}.eu-central.shop.test`);
  wire.attribute(field, ATTR_SERVER_PORT, 8443);
  wire.attribute(field, ATTR_CLIENT_ADDRESS, `10.0.${pick(seed + 2, 16)}.${pick(seed + 3, 250)}`);
  wire.attribute(field, ATTR_USER_AGENT_ORIGINAL, agents[pick(seed + 4, agents.length)] ?? "");
}

function writeSpan(wire: Wire, seed: number, trace: Uint8Array): void {
  const noun = nouns[pick(seed, nouns.length)] ?? "orders";
  const startNs = -BigInt(pick(seed + 5, 2_000_000_000));
  const durationNs = BigInt(200_000 + pick(seed + 6, 90) ** 3 * 300);
  wire.id(1, trace);
  wire.id(2, randomBytes(8));
  wire.id(4, randomBytes(8));
  wire.text(5, `${verbs[pick(seed + 1, verbs.length)] ?? "GET"} /api/v1/${noun}/{id}`);
  wire.number(6, pick(seed, spansPerTrace) === 0 ? 2 : 3);
  wire.time(7, startNs);
  wire.time(8, startNs + durationNs);
  writeAttributes(wire, 9, seed);
  wire.message(15, (status) => status.number(3, pick(seed, 40) === 0 ? 2 : 0));
}

function writeLog(wire: Wire, seed: number, trace: Uint8Array): void {
  const addNs = -BigInt(pick(seed + 5, 2_000_000_000));
  wire.time(1, addNs);
  wire.number(2, pick(seed, 30) === 0 ? 17 : 9);
  wire.text(3, pick(seed, 30) === 0 ? "ERROR" : "INFO");
  wire.message(5, (body) =>
    body.text(1, `order ${pick(seed, 9_000_000)} accepted after ${pick(seed + 6, 90)} ms`),
  );
  writeAttributes(wire, 6, seed);
  wire.id(9, trace);
  wire.id(10, randomBytes(8));
  wire.time(11, addNs);
}

function writePoints(wire: Wire, seed: number): void {
  wire.text(1, `shop.${nouns[pick(seed, nouns.length)] ?? "orders"}.requests`);
  wire.text(3, "{request}");
  wire.message(7, (sum) => {
    for (let index = 0; index < rowsPerRequest; index++) {
      sum.message(1, (point) => {
        point.time(2, -60_000_000_000n);
        point.time(3, 0n);
        point.double(4, pick(seed + index, 100_000));
        writeAttributes(point, 7, pick(seed + index, 4_000));
      });
    }
    sum.number(2, 2);
    sum.number(3, 1);
  });
}

/** A pre-encoded export request; `stamp` makes it new. */
export interface BenchRequest {
  readonly body: Buffer;
  /** Writes fresh ids and times, so that no two sendings are alike. */
  stamp(nowNs: bigint): void;
}

/** Builds request number `seed` of a signal: 500 rows of one of eight services. */
export function buildRequest(signal: BenchSignal, seed: number): BenchRequest {
  const wire = new Wire();
  wire.message(1, (resourceItems) => {
    resourceItems.message(1, (resource) => {
      const service = nouns[seed % nouns.length] ?? "orders";
      resource.attribute(1, ATTR_SERVICE_NAME, service);
      resource.attribute(1, ATTR_SERVICE_NAMESPACE, "shop");
      resource.attribute(1, ATTR_SERVICE_VERSION, "2.7.1");
      resource.attribute(1, ATTR_SERVICE_INSTANCE_ID, `${service}-${seed % 4}`);
      resource.attribute(1, ATTR_TELEMETRY_SDK_NAME, "opentelemetry");
      resource.attribute(1, ATTR_TELEMETRY_SDK_LANGUAGE, "nodejs");
    });
    resourceItems.message(2, (items) => {
      items.message(1, (scope) => {
        scope.text(1, "@shop/http");
        scope.text(2, "0.9.0");
      });
      if (signal === "points") return items.message(2, (metric) => writePoints(metric, seed));
      let trace: Uint8Array = randomBytes(16);
      for (let index = 0; index < rowsPerRequest; index++) {
        if (index % spansPerTrace === 0) trace = randomBytes(16);
        const write = signal === "spans" ? writeSpan : writeLog;
        items.message(2, (item) => write(item, seed * rowsPerRequest + index, trace));
      }
    });
  });
  return { body: wire.bytes(), stamp: stamper(wire) };
}

function stamper(wire: Wire): (nowNs: bigint) => void {
  const body = wire.bytes();
  const traces = new Map<string, number[]>();
  for (const { at, width } of wire.ids) {
    if (width !== 16) continue;
    const key = body.toString("latin1", at, at + width);
    traces.set(key, [...(traces.get(key) ?? []), at]);
  }
  const spans = wire.ids.filter(({ width }) => width === 8);
  const random = Buffer.alloc(16 * traces.size + 8 * spans.length);
  return (nowNs) => {
    random.set(randomBytes(random.length));
    let from = 0;
    for (const places of traces.values()) {
      for (const at of places) random.copy(body, at, from, from + 16);
      from += 16;
    }
    for (const { at } of spans) {
      random.copy(body, at, from, from + 8);
      from += 8;
    }
    for (const { at, addNs } of wire.times) body.writeBigUInt64LE(nowNs + addNs, at);
  };
}
