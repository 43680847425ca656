import { pino, type Logger } from "pino";
import type { Config } from "./config/load.ts";

/** The process's log: readable lines in a terminal, JSON lines elsewhere. */
export function createLog(level: Config["logLevel"], isTerminal: boolean): Logger {
  return pino({
    level,
    base: null,
    redact: ["*.password", "*.secret", "*.authorization", "*.key"],
    ...(isTerminal
      ? {
          transport: {
            target: "pino-pretty",
            options: { translateTime: "SYS:HH:MM:ss", ignore: "pid,hostname" },
          },
        }
      : {}),
  });
}
