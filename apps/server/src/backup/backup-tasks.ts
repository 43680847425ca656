import { randomUUID } from "node:crypto";
import type { Backup } from "@headroom/contracts";
import { ApiError } from "../http/errors.ts";
import { formatError } from "../lifecycle/format-error.ts";
import { formatDestination, type Destination } from "./destination.ts";
import { sumContents, type Manifest } from "./manifest.ts";

const KEPT = 20;

/** Makes one backup; `createBackup` with the stores of this process. */
export type MakeBackup = (plan: {
  readonly to: Destination;
  readonly base: Destination | undefined;
  readonly onStep: (step: string) => void;
  readonly signal: AbortSignal;
}) => Promise<Manifest>;

/** The backups of a process: one at a time, the last ones remembered. */
export class BackupTasks {
  readonly #make: MakeBackup;
  readonly #now: () => number;
  readonly #stop = new AbortController();
  #backups: Backup[] = [];
  #running: Promise<void> | undefined;

  constructor(make: MakeBackup, now: () => number) {
    this.#make = make;
    this.#now = now;
  }

  /** Starts a backup and returns at once. @throws ApiError conflict while another one runs */
  start(to: Destination, base: Destination | undefined): Backup {
    const running = this.#backups.find((each) => each.state === "running");
    if (running !== undefined) {
      throw new ApiError(
        "conflict",
        `A backup to ${running.to} is running since ${running.startedAt}. Wait until it has ended.`,
      );
    }
    const backup: Backup = {
      id: randomUUID(),
      to: formatDestination(to),
      state: "running",
      step: "Starting",
      startedAt: new Date(this.#now()).toISOString(),
      finishedAt: null,
      recoveryPoint: null,
      rows: null,
      bytes: null,
      error: null,
    };
    this.#backups = [backup, ...this.#backups].slice(0, KEPT);
    this.#running = this.#run(backup, to, base);
    return { ...backup };
  }

  /** All remembered, newest first. */
  list(): Backup[] {
    return this.#backups.map((each) => ({ ...each }));
  }

  /** @throws ApiError not_found */
  get(id: string): Backup {
    const found = this.#backups.find((each) => each.id === id);
    if (found !== undefined) return { ...found };
    throw new ApiError(
      "not_found",
      "There is no such backup since the server started. List them to see those that there are.",
    );
  }

  /** Resolves when no backup runs. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Gives a running backup up and waits until what it wrote is removed. */
  async close(): Promise<void> {
    this.#stop.abort(new Error("Headroom was stopped meanwhile. Start it and back up again."));
    await this.idle();
  }

  async #run(backup: Backup, to: Destination, base: Destination | undefined): Promise<void> {
    const onStep = (step: string): void => void (backup.step = step);
    try {
      const manifest = await this.#make({ to, base, onStep, signal: this.#stop.signal });
      const { rows, bytes } = sumContents(manifest.telemetry);
      const { recoveryPoint } = manifest;
      Object.assign(backup, { state: "done", step: "Done", recoveryPoint, rows, bytes });
    } catch (error) {
      Object.assign(backup, { state: "failed", step: "Failed", error: formatError(error) });
    }
    backup.finishedAt = new Date(this.#now()).toISOString();
  }
}
