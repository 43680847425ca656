import { z } from "zod";
import { parseOrigins } from "../ingest/cors.ts";

export const roles = ["ingest", "api", "worker"] as const;
export type Role = (typeof roles)[number];

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z
  .enum(["true", "false", "1", "0"])
  .transform((value) => value === "true" || value === "1");
const origins = z.string().transform((text, context) => {
  const parsed = parseOrigins(text);
  if (parsed !== undefined) return [...parsed];
  context.addIssue(
    "Give origins separated by commas, such as https://app.example.com, https://*.example.com, http://localhost:* or *.",
  );
  return z.NEVER;
});
const bytes = z.coerce.number().int().positive();
const textBytes = z.coerce
  .number()
  .int()
  .min(128)
  .max(64 * 1024 * 1024);

/** Every setting, by the name of its environment variable. Empty values count as absent. */
export const settingsSchema = z.object({
  HEADROOM_DATA_DIR: z.string().default(".headroom"),
  HEADROOM_HOST: z.string().default("127.0.0.1"),
  HEADROOM_ROLES: z
    .string()
    .default(roles.join(","))
    .transform((text) => text.split(",").map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  HEADROOM_OTLP_GRPC_PORT: port.default(4317),
  HEADROOM_OTLP_HTTP_PORT: port.default(4318),
  HEADROOM_API_PORT: port.default(3001),
  HEADROOM_DASHBOARD_PORT: port.default(3000),
  HEADROOM_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HEADROOM_OTLP_CORS_ORIGINS: origins.default([]),
  HEADROOM_OTLP_TLS_CERT: z.string().optional(),
  HEADROOM_OTLP_TLS_KEY: z.string().optional(),
  HEADROOM_OTLP_TLS_CLIENT_CA: z.string().optional(),
  HEADROOM_OTLP_MAX_CONNECTIONS: z.coerce.number().int().min(1).max(1_000_000).default(4_096),
  HEADROOM_INGEST_KEY: z.string().min(16).optional(),
  HEADROOM_AUTH_REQUIRED: flag.optional(),
  HEADROOM_ADMIN_EMAIL: z.email().optional(),
  HEADROOM_ADMIN_PASSWORD: z.string().min(8).optional(),
  HEADROOM_AUTH_SECRET: z.string().min(32).optional(),
  HEADROOM_MAX_BODY_BYTES: bytes.default(64 * 1024 * 1024),
  HEADROOM_MAX_ATTRIBUTES: z.coerce.number().int().min(1).max(100_000).default(256),
  HEADROOM_MAX_ATTRIBUTE_BYTES: textBytes.default(64 * 1024),
  HEADROOM_MAX_BODY_TEXT_BYTES: textBytes.default(1024 * 1024),
  HEADROOM_MAX_SERIES_PER_METRIC: z.coerce.number().int().min(0).max(1_000_000).default(20_000),
  HEADROOM_MAX_SERIES_PER_SERVICE: z.coerce.number().int().min(0).max(10_000_000).default(200_000),
  HEADROOM_SPOOL_MAX_BYTES: bytes.default(2 * 1024 * 1024 * 1024),
  HEADROOM_DISK_HIGH_WATER: z.coerce.number().min(0.1).max(0.99).default(0.9),
  HEADROOM_MAX_STORAGE_BYTES: bytes.optional(),
  HEADROOM_ENGINE_MEMORY_BYTES: bytes.default(2 * 1024 * 1024 * 1024),
  HEADROOM_ALLOW_PRIVATE_WEBHOOKS: flag.optional(),
  HEADROOM_ASSESS_WINDOW: z.coerce.number().min(300).max(86_400).default(3_600),
  HEADROOM_ASSESS_INTERVAL: z.coerce.number().min(30).max(86_400).default(300),
  HEADROOM_SELF_TELEMETRY: z.enum(["on", "off"]).default("on"),
  HEADROOM_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  AWS_ENDPOINT_URL: z.url({ protocol: /^https?$/ }).optional(),
  AWS_REGION: z.string().default("us-east-1"),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.string().default("Headroom <headroom@localhost>"),
});
export type Settings = z.output<typeof settingsSchema>;
