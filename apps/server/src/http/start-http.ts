import type { MetadataStore } from "@headroom/metadata-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import { routes, type RouteName } from "@headroom/contracts";
import type { Type } from "@nestjs/common";
import type { Logger } from "pino";
import { openAuth, type Auth } from "../auth/auth.ts";
import { sessionSecret } from "../auth/secret.ts";
import { SessionController } from "../auth/session.controller.ts";
import { BackupsController } from "../backup/backups.controller.ts";
import { openBackups } from "../backup/open-backups.ts";
import { ChannelsController } from "../channels/channels.controller.ts";
import type { Deliver } from "../channels/delivery.ts";
import { EscalationPoliciesController } from "../channels/escalation-policies.controller.ts";
import { ConfigError, type Config } from "../config/load.ts";
import { IncidentsController } from "../incidents/incidents.controller.ts";
import { IngestKeysController } from "../ingest/ingest-keys.controller.ts";
import { formatError } from "../lifecycle/format-error.ts";
import { describeListenError } from "../lifecycle/listen-error.ts";
import type { LifecycleStack } from "../lifecycle/stack.ts";
import { PatternsController } from "../patterns/patterns.controller.ts";
import { CapacityController } from "../patterns/capacity.controller.ts";
import { AnalysisController } from "../analysis/analysis.controller.ts";
import { BandController } from "../rules/band.controller.ts";
import { AlertsController } from "../rules/alerts.controller.ts";
import { RulesController } from "../rules/rules.controller.ts";
import { IngestionController } from "../self/ingestion.controller.ts";
import { createStorageReader } from "../upkeep/storage-reader.ts";
import { StorageController } from "../upkeep/storage.controller.ts";
import { StatusController } from "../status/status.controller.ts";
import { AttributesController } from "../telemetry/attributes.controller.ts";
import { CardinalityController } from "../telemetry/cardinality.controller.ts";
import { LogsController } from "../telemetry/logs.controller.ts";
import { MetricsController } from "../telemetry/metrics.controller.ts";
import { ServicesController } from "../telemetry/services.controller.ts";
import { TracesController } from "../telemetry/traces.controller.ts";
import { version } from "../version.ts";
import type { Bell } from "../worker/bell.ts";
import { endpointsOf } from "./endpoint.ts";
import type { ReadinessCheck } from "./health.controller.ts";
import { createHttpServer } from "./http-server.ts";
import {
  AUTH,
  BACKUPS,
  BELL,
  CLOCK,
  CONFIG,
  DELIVERY,
  METADATA,
  QUERIES,
  STORAGE,
  TELEMETRY,
} from "./tokens.ts";

const controllers: readonly Type[] = [
  StatusController,
  IngestionController,
  SessionController,
  ServicesController,
  TracesController,
  LogsController,
  MetricsController,
  CardinalityController,
  AttributesController,
  RulesController,
  AlertsController,
  IncidentsController,
  ChannelsController,
  EscalationPoliciesController,
  IngestKeysController,
  PatternsController,
  CapacityController,
  BandController,
  StorageController,
  AnalysisController,
  BackupsController,
];

export interface HttpDependencies {
  readonly config: Config;
  readonly metadata: MetadataStore;
  readonly telemetry: TelemetryStore;
  readonly bell: Bell;
  readonly deliver: Deliver;
  readonly now: () => number;
  readonly log: Logger;
  readonly stack: LifecycleStack;
}

/** Starts the HTTP side of a process: health everywhere, the API with the api role. */
export async function startHttp(dependencies: HttpDependencies): Promise<void> {
  const { config, log, stack } = dependencies;
  const isApi = config.roles.has("api");
  const auth = isApi ? await openLogin(dependencies) : undefined;
  const backups = isApi ? await openBackups(dependencies) : undefined;
  if (backups !== undefined) stack.push("backups", () => backups.tasks.close());
  const app = await createHttpServer({
    surface: {
      readiness: readinessOf(dependencies),
      controllers: isApi ? checkComplete(controllers) : [],
      providers: [
        ...(auth === undefined ? [] : providersOf(dependencies, auth)),
        { provide: BACKUPS, useValue: backups?.tasks },
      ],
    },
    api:
      auth === undefined
        ? undefined
        : {
            auth,
            authRequired: config.auth.required,
            publicUrl: config.publicUrl,
            origins: originsOf(config),
            isLocal: (request) => backups?.isLocal(request) ?? false,
          },
    version,
    log,
  });
  const { host, ports } = config;
  await app.listen(ports.api, host).catch((error: unknown) => {
    throw describeListenError(error, host, ports.api, "HEADROOM_API_PORT");
  });
  stack.push("HTTP", () => app.close());
}

/** Every route of the contracts has one handler; anything else is a mistake found at start. */
function checkComplete(all: readonly Type[]): readonly Type[] {
  const bound = all.flatMap((controller) => endpointsOf(controller));
  const missing = (Object.keys(routes) as RouteName[]).filter((name) => !bound.includes(name));
  const twice = bound.filter((name, index) => bound.indexOf(name) !== index);
  if (missing.length > 0 || twice.length > 0) {
    throw new Error(
      `Routes without a handler: ${missing.join(", ")}; with two: ${twice.join(", ")}`,
    );
  }
  return all;
}

async function openLogin({ config, metadata, now }: HttpDependencies): Promise<Auth> {
  const auth = await openAuth({
    database: metadata.authDatabase,
    secret: await sessionSecret(config.auth.secret, metadata, now()),
    publicUrl: config.publicUrl,
    trustedOrigins: originsOf(config),
  });
  if (await auth.hasUsers()) return auth;
  if (config.auth.admin !== undefined) {
    await auth.createUser({ ...config.auth.admin, name: "Administrator" });
  } else if (!config.isLoopback) {
    throw new ConfigError([
      "HEADROOM_ADMIN_EMAIL and HEADROOM_ADMIN_PASSWORD: set both for the first start beyond loopback; they make the administrator.",
    ]);
  }
  return auth;
}

/** Where the dashboard may be opened from; on loopback under each of its names. */
function originsOf(config: Config): string[] {
  const { dashboard, api } = config.ports;
  const local = ["localhost", "127.0.0.1"].flatMap((name) => [
    `http://${name}:${dashboard}`,
    `http://${name}:${api}`,
  ]);
  return [...new Set([new URL(config.publicUrl).origin, ...local])];
}

function providersOf(dependencies: HttpDependencies, auth: Auth) {
  const { config, metadata, telemetry, bell, deliver, now } = dependencies;
  return [
    { provide: CONFIG, useValue: config },
    { provide: METADATA, useValue: metadata },
    { provide: TELEMETRY, useValue: telemetry },
    { provide: QUERIES, useValue: telemetry.queries },
    { provide: BELL, useValue: bell },
    { provide: DELIVERY, useValue: deliver },
    { provide: CLOCK, useValue: now },
    { provide: STORAGE, useValue: createStorageReader(dependencies) },
    { provide: AUTH, useValue: auth },
  ];
}

/** A spool is never filled to its last byte: what does not fit is refused whole. */
const FULL_SHARE = 0.98;

function readinessOf({ config, metadata, telemetry }: HttpDependencies): ReadinessCheck[] {
  // Who only receives can do that without the stores, for as long as there is room in the spool.
  const needsStores = config.roles.has("api") || config.roles.has("worker");
  const answers = (name: string, ping: () => Promise<void>): ReadinessCheck => ({
    name,
    isNeeded: needsStores,
    check: () =>
      ping().then(
        () => ({ ready: true, reason: null }),
        (error: unknown) => ({ ready: false, reason: formatError(error) }),
      ),
  });
  return [
    answers("telemetry store", () => telemetry.ping()),
    answers("metadata store", () => metadata.ping()),
    {
      name: "spool",
      isNeeded: true,
      check: () => {
        const { depthBytes, maxBytes } = telemetry.state().spool;
        const isFull = depthBytes >= maxBytes * FULL_SHARE;
        const reason = isFull ? "The spool is full: telemetry is refused until it drains." : null;
        return Promise.resolve({ ready: !isFull, reason });
      },
    },
  ];
}
