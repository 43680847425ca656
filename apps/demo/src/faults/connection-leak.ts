import type { Database } from "../database/database.ts";
import { describeError, type Log } from "../telemetry/log.ts";

const STEP_MS = 5_000;

/** Takes a connection every 5 s and keeps it; switching it off gives all of them back. */
export function createConnectionLeak(database: Database, log: Log): { set: (on: boolean) => void } {
  let held: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let active = false;
  const step = async () => {
    try {
      const release = await database.hold();
      if (active) held.push(release);
      else release();
    } catch (error) {
      log.error("no connection available from the pool within 2 s", describeError(error));
    }
  };
  return {
    set: (on) => {
      active = on;
      clearInterval(timer);
      for (const release of held) release();
      held = [];
      timer = on ? setInterval(() => void step(), STEP_MS) : undefined;
    },
  };
}
