import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Processor time and memory of a process and everything below it. */
export interface ProcessUsage {
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

function listTree(pid: number): number[] {
  let children: string;
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  } catch {
    return [];
  }
  const below = children.split(" ").filter(Boolean).map(Number);
  return [pid, ...below.flatMap(listTree)];
}

/** Usage now; pages that several processes share count once (proportional set size). */
export function readUsage(pid: number): ProcessUsage {
  let cpuSeconds = 0;
  let rssMb = 0;
  for (const each of listTree(pid)) {
    try {
      const fields = readFileSync(`/proc/${each}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      cpuSeconds += (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
      const rollup = readFileSync(`/proc/${each}/smaps_rollup`, "utf8");
      rssMb += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1_024;
    } catch {
      // It ended meanwhile.
    }
  }
  return { cpuSeconds, rssMb };
}
