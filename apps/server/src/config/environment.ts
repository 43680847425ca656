import { loadConfig, type Config } from "./load.ts";

/** The process's configuration. The one place that reads the environment. @throws ConfigError */
export function readConfig(): Config {
  return loadConfig(process.env, process.cwd());
}
