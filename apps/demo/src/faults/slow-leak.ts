import type { Database } from "../database/database.ts";
import { describeError, type Log } from "../telemetry/log.ts";

const DAY_MS = 86_400_000;
/** Connections of checkout's stable version that never come back, per day. */
const LEAKED_PER_DAY = 0.4;
/** How many are gone when the shop starts. */
const LEAKED_NOW = 5;

/**
 * Connections that the stable checkout has lost by `timeMs`: one every two and a half days, five of
 * ten when the shop starts at `startMs`. Left alone, its pool is gone twelve and a half days later.
 */
export function leakedConnections(timeMs: number, startMs: number): number {
  const lost = LEAKED_NOW + ((timeMs - startMs) / DAY_MS) * LEAKED_PER_DAY;
  return Math.max(0, Math.floor(lost));
}

/** Takes what is lost already and goes on losing; returns the function that ends it. */
export function startSlowLeak(database: Database, log: Log): () => void {
  const held: (() => void)[] = [];
  const lose = () => {
    database.hold().then(
      (release) => held.push(release),
      (error: unknown) => log.warn("no connection left to lose", describeError(error)),
    );
  };
  for (let lost = 0; lost < LEAKED_NOW; lost++) lose();
  const timer = setInterval(lose, DAY_MS / LEAKED_PER_DAY);
  return () => {
    clearInterval(timer);
    for (const release of held.splice(0)) release();
  };
}
