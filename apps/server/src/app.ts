import { createDeliver } from "./channels/delivery.ts";
import { jobsBackend, openMetadata, openTelemetry, prepareDataDirectory } from "./compose.ts";
import type { Config } from "./config/load.ts";
import { startHttp } from "./http/start-http.ts";
import { startIngest } from "./ingest/start-ingest.ts";
import { LifecycleStack } from "./lifecycle/stack.ts";
import { openProducer } from "@headroom/jobs";
import { ensureBuiltInRules } from "./self/ensure-rules.ts";
import { createSelfWatch } from "./self/self-watch.ts";
import { startWorker } from "./worker/start-worker.ts";
import { version } from "./version.ts";
import { createBell } from "./worker/bell.ts";
import type { Logger } from "pino";

/** A Headroom process: its stores and the roles it plays, as one thing to start and stop. */
export interface App {
  start(): Promise<void>;
  /** Stops receiving, drains what was acknowledged, then closes the stores. Safe to call twice. */
  stop(): Promise<void>;
}

/** Builds a process from its configuration; nothing is opened before `start`. */
export function createApp(config: Config, log: Logger): App {
  const stack = new LifecycleStack(log);
  const now = Date.now;

  async function start(): Promise<void> {
    log.info({ version, roles: [...config.roles], data: config.dataDirectory }, "starting");
    prepareDataDirectory(config);
    const metadata = await openMetadata(config, log);
    stack.push("metadata store", () => metadata.close());
    const watch = config.selfTelemetry ? createSelfWatch(config, now, log) : undefined;
    const hooks = watch?.hooks;
    const telemetry = await openTelemetry(config, log, hooks);
    stack.push("telemetry store", () => telemetry.close());
    stack.push("own telemetry", () => watch?.stop());

    if (config.selfTelemetry && config.roles.has("worker")) {
      await ensureBuiltInRules(metadata, now(), log);
    }
    const backend = jobsBackend(config, metadata);
    const deliver = createDeliver(config);
    const jobs = config.roles.has("worker")
      ? await startWorker({ backend, metadata, telemetry, deliver, config, hooks, now, log })
      : await openProducer(backend, { onError: (error) => log.warn({ err: error }, "job queue") });
    stack.push("jobs", () => jobs.close());

    const ingest = config.roles.has("ingest")
      ? await startIngest({ config, metadata, telemetry, now, log, stack, ...hooks })
      : undefined;
    await watch?.start({ metadata, telemetry, ingest });
    const bell = createBell(jobs, now, log);
    await startHttp({ config, metadata, telemetry, bell, deliver, now, log, stack });
    log.info("ready");
  }

  return { start, stop: () => stack.unwind() };
}
