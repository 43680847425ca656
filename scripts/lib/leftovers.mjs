import { readdirSync, readFileSync } from "node:fs";

/** Set for everything a test run starts, so that its processes can be told from others. */
const marker = "HEADROOM_TEST_RUN";

/** A fresh mark for the environment of a test run. */
export function createRunMark() {
  return { [marker]: `${process.pid}-${Date.now()}` };
}

/**
 * Processes that carry the mark in their environment. Linux only: elsewhere process groups alone
 * end what a test run started.
 * @param {Record<string, string>} mark
 * @returns {{ pid: number, command: string }[]}
 */
export function findLeftovers(mark) {
  if (process.platform !== "linux") return [];
  const entry = `${marker}=${mark[marker]}`;
  return readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      if (!readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(entry)) return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      // An ended process that its parent has not collected yet has no command line.
      return command === "" ? [] : [{ pid, command }];
    } catch {
      return [];
    }
  });
}

/**
 * Ends the given processes.
 * @param {readonly { pid: number }[]} leftovers
 */
export function endLeftovers(leftovers) {
  for (const { pid } of leftovers) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Already gone.
    }
  }
}
