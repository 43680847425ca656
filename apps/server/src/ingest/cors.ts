/** Which origins of browsers may send telemetry: matched by `allowsOrigin`. */
export type CorsOrigins = readonly string[];

const PATTERN =
  /^https?:\/\/(\*\.)?[a-z0-9.-]+(:(\d{1,5}|\*))?$|^https?:\/\/\[[0-9a-f:]+\](:(\d{1,5}|\*))?$/;

/**
 * Reads a comma-separated list: `*`, origins, `https://*.example.com` for every subdomain, and
 * `http://localhost:*` for every port. Undefined where an entry is none of these.
 */
export function parseOrigins(text: string): CorsOrigins | undefined {
  const entries = text
    .split(",")
    .map((each) => each.trim().toLowerCase().replace(/\/$/, ""))
    .filter((each) => each !== "");
  return entries.every((each) => each === "*" || PATTERN.test(each)) ? entries : undefined;
}

/** Whether the value of an Origin header matches one of the patterns. */
export function allowsOrigin(patterns: CorsOrigins, origin: string): boolean {
  const given = origin.toLowerCase();
  return patterns.some((pattern) => {
    if (pattern === "*" || pattern === given) return true;
    const wanted = split(pattern);
    const found = split(given);
    return (
      wanted !== undefined &&
      found !== undefined &&
      wanted.scheme === found.scheme &&
      (wanted.port === "*" || wanted.port === found.port) &&
      matchesHost(wanted.host, found.host)
    );
  });
}

function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith("*.")) return pattern === host;
  const suffix = pattern.slice(1);
  return host.endsWith(suffix) && host.length > suffix.length;
}

function split(origin: string): { scheme: string; host: string; port: string } | undefined {
  const match = /^(https?):\/\/(\[[^\]]*\]|[^:/]+)(?::([\d*]+))?$/.exec(origin);
  const [, scheme, host, port = ""] = match ?? [];
  return scheme === undefined || host === undefined ? undefined : { scheme, host, port };
}

/**
 * The headers that answer a preflight of an allowed origin. SDKs can be given headers of their own,
 * and none but Authorization decides anything here, so those asked for are allowed.
 */
export function preflightHeaders(request: {
  readonly requestedHeaders: string | undefined;
}): Readonly<Record<string, string>> {
  const asked = (request.requestedHeaders ?? "")
    .split(",")
    .map((each) => each.trim().toLowerCase())
    .filter((each) => /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(each))
    .slice(0, 50);
  const allowed = new Set(["authorization", "content-encoding", "content-type", ...asked]);
  return {
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": [...allowed].join(", "),
    "access-control-max-age": "7200",
  };
}

/** The headers of every answer to an allowed origin. */
export function corsHeaders(
  patterns: CorsOrigins,
  origin: string,
): Readonly<Record<string, string>> {
  return {
    "access-control-allow-origin": patterns.includes("*") ? "*" : origin,
    "access-control-expose-headers": "Retry-After",
    vary: "Origin",
  };
}
