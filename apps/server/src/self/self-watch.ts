import { randomUUID } from "node:crypto";
import type { MetadataStore } from "@headroom/metadata-store";
import type { LoadReport, TelemetryStore } from "@headroom/telemetry-store";
import type { Meter } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import { ATTR_SERVICE_INSTANCE_ID } from "@opentelemetry/semantic-conventions/incubating";
import type { Logger } from "pino";
import type { Config } from "../config/load.ts";
import type { IngestGate } from "../ingest/gate.ts";
import type { IngestCounters } from "../ingest/ingest-counters.ts";
import { Receiver } from "../ingest/receiver.ts";
import { formatError } from "../lifecycle/format-error.ts";
import { version } from "../version.ts";
import { createOwnHooks, type OwnHooks } from "./own-hooks.ts";
import { selfScope } from "./metric-names.ts";
import { observeFacts } from "./observe-facts.ts";
import { observeProcess } from "./observe-process.ts";
import { silenceSince, type OwnFacts } from "./own-facts.ts";
import { keepSamples, ratesOf } from "./own-rates.ts";
import { OwnReader } from "./own-reader.ts";
import { OwnSender } from "./own-sender.ts";
import { nameService } from "./own-services.ts";
import { composeReport, type LoadProblem } from "./process-report.ts";
import { REPORT_EVERY_MS } from "./report-pace.ts";
import { createSlowFacts, type SlowFacts } from "./slow-facts.ts";

/** Measures this process and says so: to its own telemetry, and to the metadata store. */
export interface SelfWatch {
  /** To be called from the first moment on. */
  readonly hooks: OwnHooks;
  /** Starts to report, at once and then every ten seconds. */
  start(parts: WatchedParts): Promise<void>;
  /** Reports once more and stops. Safe to call without a start. */
  stop(): Promise<void>;
}

/** What is watched. */
export interface WatchedParts {
  readonly metadata: Pick<MetadataStore, "self">;
  readonly telemetry: TelemetryStore;
  /** Present with the ingest role. */
  readonly ingest: { readonly counters: IngestCounters; readonly gate: IngestGate } | undefined;
}

/** People who just started Headroom want to see something. */
const YOUNG_MS = 60_000;
const SAY_AGAIN_MS = 60_000;

/** Creates the watch of a process; nothing runs before `start`. */
export function createSelfWatch(config: Config, now: () => number, log: Logger): SelfWatch {
  return new ProcessWatch(config, now, log);
}

class ProcessWatch implements SelfWatch {
  readonly hooks: OwnHooks;
  readonly #config: Config;
  readonly #now: () => number;
  readonly #log: Logger;
  readonly #startedMs: number;
  readonly #instanceId = randomUUID();
  readonly #service: string;
  readonly #said = new Map<string, number>();
  readonly #sender: OwnSender;
  readonly #meter: Meter;
  #ends: (() => void | Promise<void>)[] = [];
  #facts: OwnFacts | undefined;
  #lastRowsMs: number | undefined;
  #samples: Parameters<typeof keepSamples>[0] = [];
  #problem: LoadProblem | undefined;
  #ticking: Promise<void> | undefined;
  #isStopping = false;

  constructor(config: Config, now: () => number, log: Logger) {
    this.#config = config;
    this.#now = now;
    this.#log = log;
    this.#startedMs = now();
    this.#service = nameService(config.roles);
    const resource = resourceFromAttributes({
      [ATTR_SERVICE_NAME]: this.#service,
      [ATTR_SERVICE_VERSION]: version,
      [ATTR_SERVICE_INSTANCE_ID]: this.#instanceId,
    });
    const meterOf = (reader: OwnReader): Meter =>
      new MeterProvider({ resource, readers: [reader] }).getMeter(selfScope, version);
    const readers = { numbers: new OwnReader(), histograms: new OwnReader() };
    this.#sender = new OwnSender(readers);
    this.#meter = meterOf(readers.numbers);
    const hooks = createOwnHooks(this.#meter, meterOf(readers.histograms));
    this.hooks = { ...hooks, onLoad: (report) => this.#noteLoad(hooks, report) };
    observeFacts(this.#meter, () => this.#facts);
  }

  async start(parts: WatchedParts): Promise<void> {
    const { telemetry } = parts;
    const receiver = new Receiver(telemetry, () => BigInt(this.#now()) * 1_000_000n);
    this.#ends.push(observeProcess(this.#meter));
    const slow = createSlowFacts({
      queries: telemetry.queries,
      spoolDirectory: telemetry.kind === "embedded" ? undefined : this.#config.dataDirectory,
      withTables: this.#config.roles.has("worker"),
      now: this.#now,
      onProblem: (error) => this.#complain("sizes could not be measured", error),
    });
    const tick = (): Promise<void> =>
      (this.#ticking ??= this.#tick(parts, receiver, slow).finally(() => {
        this.#ticking = undefined;
      }));
    const timer = setInterval(() => void tick(), REPORT_EVERY_MS);
    timer.unref();
    this.#ends.push(async () => {
      clearInterval(timer);
      await this.#ticking;
      this.#isStopping = true;
      this.#sender.includeHistograms();
      await tick();
    });
    await tick();
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0).toReversed()) await end();
  }

  async #tick(parts: WatchedParts, receiver: Receiver, slow: SlowFacts): Promise<void> {
    slow.refresh();
    const nowMs = this.#now();
    const before = this.#facts;
    const facts = this.#takeFacts(parts, slow, nowMs);
    this.#facts = facts;
    if (facts.ingest !== undefined) {
      this.#samples = keepSamples(this.#samples, { atMs: nowMs, counts: facts.ingest.counts });
    }
    await this.#try("own telemetry was dropped", () =>
      this.#sender.send(receiver, nowMs, this.#isUrgent(before, facts, nowMs)),
    );
    await this.#try("the report of this process was not written", async () => {
      const report = composeReport(facts, ratesOf(this.#samples), this.#problem);
      await parts.metadata.self.record({
        instanceId: this.#instanceId,
        service: this.#service,
        version,
        roles: [...this.#config.roles],
        startedMs: this.#startedMs,
        reportedMs: nowMs,
        lastRowsMs: facts.ingest?.counts.lastRowsMs ?? null,
        ...report,
      });
      this.#lastRowsMs = (await parts.metadata.self.lastRows()) ?? undefined;
    });
  }

  /** Whether what was read goes out at once: it costs nothing more, or somebody waits for it. */
  #isUrgent(before: OwnFacts | undefined, facts: OwnFacts, nowMs: number): boolean {
    const rowsCame = before?.ingest?.counts.lastRowsMs !== facts.ingest?.counts.lastRowsMs;
    return rowsCame || this.#isStopping || nowMs - this.#startedMs < YOUNG_MS;
  }

  #takeFacts({ telemetry, ingest }: WatchedParts, slow: SlowFacts, nowMs: number): OwnFacts {
    const counts = ingest?.counters.read();
    const lastRowsMs = Math.max(counts?.lastRowsMs ?? -Infinity, this.#lastRowsMs ?? -Infinity);
    return {
      freshnessMs: telemetry.freshnessMs(),
      silenceMs: Number.isFinite(lastRowsMs)
        ? silenceSince(lastRowsMs, this.#startedMs, nowMs)
        : undefined,
      spool: telemetry.state().spool,
      ingest:
        ingest === undefined || counts === undefined
          ? undefined
          : { counts, inProgress: ingest.gate.inProgress() },
      disks: slow.disks(),
      tables: slow.takeTables(),
    };
  }

  #noteLoad(hooks: OwnHooks, report: LoadReport): void {
    hooks.onLoad(report);
    if (report.outcome === "loaded") this.#problem = undefined;
    else this.#problem = { text: report.problem ?? report.outcome, atMs: this.#now() };
  }

  async #try(complaint: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#complain(complaint, error);
    }
  }

  /** Says each thing at most once a minute. */
  #complain(complaint: string, error: unknown): void {
    const nowMs = this.#now();
    if (nowMs - (this.#said.get(complaint) ?? -Infinity) < SAY_AGAIN_MS) return;
    this.#said.set(complaint, nowMs);
    this.#log.warn({ reason: formatError(error) }, complaint);
  }
}
