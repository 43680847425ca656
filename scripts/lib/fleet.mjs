import { LauncherError } from "./failure.mjs";
import { paint, print } from "./terminal.mjs";

/** @typedef {import("./service.mjs").Service} Service */

const drainMs = 20_000;
/** The server's exit code for settings it refuses; its output says which and what to set. */
const configurationExitCode = 78;

/**
 * The sentences for a service that ended although nobody asked it to.
 * @param {Service} service
 * @param {{ code: number | null, ending: string }} end
 */
export function describeCrash(service, { code, ending }) {
  if (code === configurationExitCode) {
    return new LauncherError(
      service.lines.join("\n") || `The ${service.name} refused its settings without saying why.`,
    );
  }
  const last = service.lines.map((line) => `  ${line}`).join("\n");
  return new LauncherError(
    `The ${service.name} ${ending}; the other parts were stopped. Its last lines are above. What was acknowledged is on disk and is loaded at the next start.`,
    `\nLast lines of the ${service.name}:\n${last}`,
  );
}

/** Runs services together: the end of one is the end of all. */
export class Fleet {
  constructor() {
    /** @type {Service[]} */
    this.services = [];
    this.isStopping = false;
    /** Aborted, with the reason, when a service ends without being asked. */
    this.crash = new AbortController();
    /** @type {Set<Service>} */
    this.ended = new Set();
  }

  /** @param {Service} service */
  add(service) {
    this.services.push(service);
    void service.exited.then((end) => {
      if (this.isStopping) return;
      this.ended.add(service);
      this.crash.abort(describeCrash(service, end));
    });
    return service;
  }

  /**
   * Asks every service to stop and waits for them to drain, at most 20 s.
   * @returns {Promise<boolean>} False when one had to be killed or ended with an error.
   */
  async stop() {
    this.isStopping = true;
    const alive = this.services.filter((service) => !this.ended.has(service));
    for (const service of alive) service.terminate();
    const drained = await Promise.all(alive.map(awaitDrain));
    return drained.every(Boolean);
  }
}

/**
 * @param {Service} service
 * @returns {Promise<boolean>}
 */
async function awaitDrain(service) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(() => resolve(undefined), drainMs);
  });
  const end = await Promise.race([service.exited, timeout.then(() => undefined)]);
  clearTimeout(timer);
  service.kill();
  if (end === undefined) {
    print(
      paint(
        "red",
        `The ${service.name} did not stop within ${drainMs / 1000} s and was killed. What was acknowledged is on disk and is loaded at the next start.`,
      ),
    );
    await service.exited;
    return false;
  }
  // 128 + signal: how programs that leave the signal to their runtime report a normal stop.
  const isClean = end.code === null || end.code === 0 || end.code === 130 || end.code === 143;
  if (!isClean) print(paint("red", `While stopping, the ${service.name} ${end.ending}.`));
  return isClean;
}
