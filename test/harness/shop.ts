import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePortRange } from "./free-ports.ts";

const entry = fileURLToPath(new URL("../../apps/demo/src/main.ts", import.meta.url));
/** Ports that the shop takes from its base on. */
const portCount = 22;
const startLimitMs = 240_000;
const stopLimitMs = 30_000;
/** The evening hump of the shop's day, where it has the most visitors. */
const busiestHour = 20;

/** The demo shop in its own processes. */
export interface Shop {
  /** Switches one of its faults. */
  setFault(name: string, on: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** A time zone in which it is evening now, so that a test finds the shop busy at any time. */
function eveningZone(nowMs: number): string {
  const eastOfUtc = (busiestHour - new Date(nowMs).getUTCHours() + 24) % 24;
  // The sign of these zones is that of POSIX: west is positive.
  return eastOfUtc <= 12 ? `Etc/GMT-${eastOfUtc}` : `Etc/GMT+${24 - eastOfUtc}`;
}

/** Sends `history` of the past (such as `2d`), opens the shop and resolves when visitors come in. */
export async function startShop(endpoint: string, history: string): Promise<Shop> {
  const port = await findFreePortRange(portCount);
  const directory = await mkdtemp(join(tmpdir(), "headroom-shop-"));
  const child = spawn(
    process.execPath,
    [
      entry,
      "--endpoint",
      endpoint,
      "--history",
      history,
      "--port",
      String(port),
      "--data-dir",
      directory,
    ],
    {
      env: { ...process.env, TZ: eveningZone(Date.now()) },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const ended = once(child, "exit");
  let output = "";
  const isOpen = new Promise<void>((resolve) => {
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-50_000);
      if (output.includes("Ctrl-C stops everything")) resolve();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
  });
  const stop = async (): Promise<void> => {
    const hard = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
    child.kill("SIGINT");
    await ended;
    clearTimeout(hard);
    await rm(directory, { recursive: true, force: true });
  };
  const isLate = AbortSignal.timeout(startLimitMs);
  await Promise.race([
    isOpen,
    ended.then(() => Promise.reject(new Error(`The shop ended:\n${output}`))),
    once(isLate, "abort").then(() => Promise.reject(new Error(`The shop is late:\n${output}`))),
  ]).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    stop,
    setFault: async (name, on) => {
      const state = on ? "on" : "off";
      const answer = await fetch(`http://127.0.0.1:${port}/faults/${name}/${state}`, {
        method: "POST",
        signal: AbortSignal.timeout(10_000),
      });
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    },
  };
}
