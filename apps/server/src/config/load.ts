import type { ItemLimits, SeriesLimits } from "@headroom/otlp";
import { isAbsolute, join, resolve } from "node:path";
import type { StorageLimits } from "@headroom/telemetry-store";
import type { TlsPaths } from "../ingest/tls-files.ts";
import { settingsSchema, type Role, type Settings } from "./schema.ts";

/** What the process runs with: parsed, complete, checked against each other. */
export interface Config {
  readonly dataDirectory: string;
  readonly host: string;
  readonly isLoopback: boolean;
  readonly roles: ReadonlySet<Role>;
  readonly ports: { otlpGrpc: number; otlpHttp: number; api: number; dashboard: number };
  readonly publicUrl: string;
  readonly clickhouseUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly auth: {
    readonly required: boolean;
    readonly secret: string | undefined;
    readonly admin: { email: string; password: string } | undefined;
  };
  readonly ingest: {
    readonly key: string | undefined;
    readonly maxBodyBytes: number;
    /** Origins of browsers that may send, as `parseOrigins` reads them. */
    readonly corsOrigins: readonly string[];
    /** Connections that each of the two receivers has open at once. */
    readonly maxConnections: number;
    /** Absolute paths of PEM files; undefined: plain connections. */
    readonly tls: TlsPaths | undefined;
  };
  /** What is kept of a single item. */
  readonly itemLimits: ItemLimits;
  /** Most series that may be sent within a day; 0: no limit. */
  readonly seriesLimits: Pick<SeriesLimits, "seriesPerMetric" | "seriesPerService">;
  readonly spoolMaxBytes: number;
  /** When the oldest telemetry gives way. */
  readonly storage: StorageLimits;
  readonly engineMemoryBytes: number;
  readonly allowPrivateWebhooks: boolean;
  /** How often a service is assessed, ms. */
  readonly assessWindowMs: number;
  readonly assessIntervalMs: number;
  /** The S3-compatible service that backups in buckets go to. */
  readonly s3:
    | { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string }
    | undefined;
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  /** Whether this process measures itself, and whether rules about that are created. */
  readonly selfTelemetry: boolean;
  readonly logLevel: Settings["HEADROOM_LOG_LEVEL"];
}

/** Settings that can't work, all of them at once; values are never repeated. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `Headroom can't start with these settings:\n${problems.map((each) => `  - ${each}`).join("\n")}`,
    );
    this.problems = problems;
  }
}

/**
 * Reads the settings from `environment`.
 * @param workingDirectory what a relative HEADROOM_DATA_DIR is relative to
 * @throws ConfigError with every problem found
 */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): Config {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape)
      .map((name) => [name, environment[name]?.trim()])
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`),
    );
  }
  const settings = parsed.data;
  const config = assemble(settings, workingDirectory);
  const problems = findContradictions(settings, config);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function assemble(settings: Settings, workingDirectory: string): Config {
  const isLoopback = isLoopbackHost(settings.HEADROOM_HOST);
  const email = settings.HEADROOM_ADMIN_EMAIL;
  const password = settings.HEADROOM_ADMIN_PASSWORD;
  return {
    dataDirectory: toAbsolute(settings.HEADROOM_DATA_DIR, workingDirectory),
    host: settings.HEADROOM_HOST,
    isLoopback,
    roles: new Set(settings.HEADROOM_ROLES),
    ports: {
      otlpGrpc: settings.HEADROOM_OTLP_GRPC_PORT,
      otlpHttp: settings.HEADROOM_OTLP_HTTP_PORT,
      api: settings.HEADROOM_API_PORT,
      dashboard: settings.HEADROOM_DASHBOARD_PORT,
    },
    publicUrl: (
      settings.HEADROOM_PUBLIC_URL ?? `http://localhost:${settings.HEADROOM_DASHBOARD_PORT}`
    ).replace(/\/+$/, ""),
    clickhouseUrl: settings.CLICKHOUSE_URL,
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    auth: {
      required: settings.HEADROOM_AUTH_REQUIRED ?? !isLoopback,
      secret: settings.HEADROOM_AUTH_SECRET,
      admin: email !== undefined && password !== undefined ? { email, password } : undefined,
    },
    ingest: {
      key: settings.HEADROOM_INGEST_KEY,
      maxBodyBytes: settings.HEADROOM_MAX_BODY_BYTES,
      corsOrigins: settings.HEADROOM_OTLP_CORS_ORIGINS,
      maxConnections: settings.HEADROOM_OTLP_MAX_CONNECTIONS,
      tls: tlsPathsOf(settings, workingDirectory),
    },
    itemLimits: {
      maxAttributes: settings.HEADROOM_MAX_ATTRIBUTES,
      maxAttributeBytes: settings.HEADROOM_MAX_ATTRIBUTE_BYTES,
      maxBodyTextBytes: settings.HEADROOM_MAX_BODY_TEXT_BYTES,
    },
    seriesLimits: {
      seriesPerMetric: settings.HEADROOM_MAX_SERIES_PER_METRIC,
      seriesPerService: settings.HEADROOM_MAX_SERIES_PER_SERVICE,
    },
    spoolMaxBytes: settings.HEADROOM_SPOOL_MAX_BYTES,
    storage: {
      highWaterShare: settings.HEADROOM_DISK_HIGH_WATER,
      maxBytes: settings.HEADROOM_MAX_STORAGE_BYTES,
    },
    engineMemoryBytes: settings.HEADROOM_ENGINE_MEMORY_BYTES,
    allowPrivateWebhooks: settings.HEADROOM_ALLOW_PRIVATE_WEBHOOKS ?? isLoopback,
    assessWindowMs: settings.HEADROOM_ASSESS_WINDOW * 1_000,
    assessIntervalMs: settings.HEADROOM_ASSESS_INTERVAL * 1_000,
    s3: s3Of(settings),
    smtp:
      settings.SMTP_URL === undefined
        ? undefined
        : { url: settings.SMTP_URL, from: settings.SMTP_FROM },
    selfTelemetry: settings.HEADROOM_SELF_TELEMETRY === "on",
    logLevel: settings.HEADROOM_LOG_LEVEL,
  };
}

function s3Of(settings: Settings): Config["s3"] {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = settings;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (endpoint === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    return undefined;
  }
  return { endpoint, region, accessKeyId, secretAccessKey };
}

function toAbsolute(path: string, workingDirectory: string): string {
  return isAbsolute(path) ? path : resolve(join(workingDirectory, path));
}

function tlsPathsOf(settings: Settings, workingDirectory: string): TlsPaths | undefined {
  const { HEADROOM_OTLP_TLS_CERT: cert, HEADROOM_OTLP_TLS_KEY: key } = settings;
  const ca = settings.HEADROOM_OTLP_TLS_CLIENT_CA;
  if (cert === undefined || key === undefined) return undefined;
  return {
    certificate: toAbsolute(cert, workingDirectory),
    key: toAbsolute(key, workingDirectory),
    clientCa: ca === undefined ? undefined : toAbsolute(ca, workingDirectory),
  };
}

function findContradictions(settings: Settings, config: Config): string[] {
  const problems: string[] = [];
  if (config.roles.size < 3) {
    const missing = [
      ...(config.clickhouseUrl === undefined ? ["CLICKHOUSE_URL"] : []),
      ...(config.databaseUrl === undefined ? ["DATABASE_URL"] : []),
    ];
    if (missing.length > 0) {
      problems.push(
        `HEADROOM_ROLES: roles can run in processes of their own only on shared stores. Set ${missing.join(" and ")}, or leave HEADROOM_ROLES unset.`,
      );
    }
  }
  if (!config.isLoopback) {
    if (config.roles.has("ingest") && config.ingest.key === undefined) {
      problems.push(
        "HEADROOM_INGEST_KEY: set a key of at least 16 characters; beyond loopback nothing may be sent without one.",
      );
    }
    if (settings.HEADROOM_AUTH_REQUIRED === false) {
      problems.push(
        "HEADROOM_AUTH_REQUIRED: can't be false beyond loopback; bind to 127.0.0.1 or remove it.",
      );
    }
  }
  if (
    (settings.HEADROOM_OTLP_TLS_CERT === undefined) !==
    (settings.HEADROOM_OTLP_TLS_KEY === undefined)
  ) {
    problems.push("HEADROOM_OTLP_TLS_CERT and HEADROOM_OTLP_TLS_KEY: set both or neither.");
  }
  if (
    settings.HEADROOM_OTLP_TLS_CLIENT_CA !== undefined &&
    settings.HEADROOM_OTLP_TLS_CERT === undefined
  ) {
    problems.push(
      "HEADROOM_OTLP_TLS_CLIENT_CA: client certificates are checked over TLS only. Set HEADROOM_OTLP_TLS_CERT and HEADROOM_OTLP_TLS_KEY too.",
    );
  }
  if (
    (settings.HEADROOM_ADMIN_EMAIL === undefined) !==
    (settings.HEADROOM_ADMIN_PASSWORD === undefined)
  ) {
    problems.push("HEADROOM_ADMIN_EMAIL and HEADROOM_ADMIN_PASSWORD: set both or neither.");
  }
  return problems;
}

/** Whether a bind address is reachable from this machine only. */
export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
