import {
  ATTR_CLIENT_ADDRESS,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  ATTR_SERVICE_VERSION,
  ATTR_TELEMETRY_SDK_LANGUAGE,
  ATTR_TELEMETRY_SDK_NAME,
  ATTR_TELEMETRY_SDK_VERSION,
  ATTR_URL_SCHEME,
} from "@opentelemetry/semantic-conventions";

type Part = number[];

function varint(value: number): Part {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 128))];
}

function bytes(field: number, content: Iterable<number>): Part {
  const part = [...content];
  return [...varint(field * 8 + 2), ...varint(part.length), ...part];
}

function text(field: number, content: string): Part {
  return bytes(field, new TextEncoder().encode(content));
}

function number(field: number, value: number): Part {
  return [...varint(field * 8), ...varint(value)];
}

function fixed64(field: number, value: bigint): Part {
  const content = new Uint8Array(8);
  new DataView(content.buffer).setBigUint64(0, value, true);
  return [...varint(field * 8 + 1), ...content];
}

function attribute(field: number, key: string, value: string | number): Part {
  const anyValue = typeof value === "string" ? text(1, value) : number(3, value);
  return bytes(field, [...text(1, key), ...bytes(2, anyValue)]);
}

function id(width: number, seed: number): Part {
  return Array.from({ length: width }, (_, index) => (seed * 31 + index * 7 + 1) & 0xff);
}

const resourceAttributes: readonly (readonly [string, string])[] = [
  [ATTR_SERVICE_NAME, "checkout"],
  [ATTR_SERVICE_NAMESPACE, "shop"],
  [ATTR_SERVICE_VERSION, "2.7.1"],
  [ATTR_TELEMETRY_SDK_NAME, "opentelemetry"],
  [ATTR_TELEMETRY_SDK_LANGUAGE, "nodejs"],
  [ATTR_TELEMETRY_SDK_VERSION, "2.2.0"],
];

/** Eight attributes as an HTTP server instrumentation sends them. */
function requestAttributes(field: number, index: number): Part {
  const pairs: readonly (readonly [string, string | number])[] = [
    [ATTR_HTTP_REQUEST_METHOD, "POST"],
    [ATTR_HTTP_ROUTE, "/api/v1/orders/{orderId}"],
    [ATTR_HTTP_RESPONSE_STATUS_CODE, index % 50 === 0 ? 503 : 200],
    [ATTR_URL_SCHEME, "https"],
    [ATTR_SERVER_ADDRESS, "orders.eu-central.shop.test"],
    [ATTR_SERVER_PORT, 8443],
    [ATTR_CLIENT_ADDRESS, `10.0.${index % 16}.${index % 250}`],
    [ATTR_NETWORK_PROTOCOL_VERSION, "1.1"],
  ];
  return pairs.flatMap(([key, value]) => attribute(field, key, value));
}

function request(items: readonly Part[]): Uint8Array {
  const resource = resourceAttributes.flatMap(([key, value]) => attribute(1, key, value));
  const scope = [...text(1, "@shop/http"), ...text(2, "0.9.0")];
  const scopeItems = [...bytes(1, scope), ...items.flatMap((item) => bytes(2, item))];
  return Uint8Array.from(bytes(1, [...bytes(1, resource), ...bytes(2, scopeItems)]));
}

function list(count: number, item: (index: number) => Part): Part[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

/** An ExportTraceServiceRequest with `count` server spans of about 364 bytes. */
export function spansRequest(count: number, nowNs: bigint): Uint8Array {
  const span = (index: number): Part => [
    ...bytes(1, id(16, index)),
    ...bytes(2, id(8, index)),
    ...bytes(4, id(8, index + 1)),
    ...text(5, "POST /api/v1/orders/{orderId}"),
    ...number(6, 2),
    ...fixed64(7, nowNs + BigInt(index) * 1_000n),
    ...fixed64(8, nowNs + BigInt(index) * 1_000n + 2_345_678n),
    ...requestAttributes(9, index),
    ...bytes(15, number(3, 0)),
  ];
  return request(list(count, span));
}

/** An ExportLogsServiceRequest with `count` records of a line and eight attributes. */
export function logsRequest(count: number, nowNs: bigint): Uint8Array {
  const record = (index: number): Part => [
    ...fixed64(1, nowNs + BigInt(index)),
    ...number(2, 9),
    ...text(3, "INFO"),
    ...bytes(5, text(1, `order ${index} accepted after ${index % 40} ms`)),
    ...requestAttributes(6, index),
    ...bytes(9, id(16, index)),
    ...bytes(10, id(8, index)),
    ...fixed64(11, nowNs + BigInt(index)),
  ];
  return request(list(count, record));
}

/** An ExportMetricsServiceRequest with one sum of `count` points of eight attributes. */
export function numbersRequest(count: number, nowNs: bigint): Uint8Array {
  const point = (index: number): Part => [
    ...fixed64(2, nowNs - 60_000_000_000n),
    ...fixed64(3, nowNs),
    ...fixed64(6, BigInt(index) * 17n),
    ...requestAttributes(7, index),
  ];
  const sum = [
    ...list(count, point).flatMap((part) => bytes(1, part)),
    ...number(2, 2),
    ...number(3, 1),
  ];
  const metric = [...text(1, "http.server.requests"), ...text(3, "{request}"), ...bytes(7, sum)];
  return request([metric]);
}
