import { loadConfig, type Config } from "./load.ts";

/** The process's configuration. The one place that reads the environment. @throws ConfigError */
export function readConfig(): Config {
  return loadConfig(process.env, process.cwd());
}

/** Where the user was when the command was given; npm changes the directory of what it runs. */
export function readWorkingDirectory(): string {
  return process.env["INIT_CWD"] ?? process.cwd();
}
