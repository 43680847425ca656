/** The three OTLP signals by their HTTP path. */
export type Signal = "traces" | "metrics" | "logs";

/** Where OTLP/HTTP goes for one signal: `<endpoint>/v1/<signal>`; a trailing slash of the endpoint is ignored. */
export function signalUrl(endpoint: string, signal: Signal): string {
  return `${endpoint.replace(/\/+$/, "")}/v1/${signal}`;
}

/** Request headers for OTLP; a bearer token when an ingest key is given. */
export function ingestHeaders(ingestKey: string | undefined): Record<string, string> {
  return ingestKey === undefined || ingestKey === ""
    ? {}
    : { authorization: `Bearer ${ingestKey}` };
}
