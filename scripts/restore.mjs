import { runServerCommand } from "./lib/run-server-command.mjs";

await runServerCommand("restore", process.argv.slice(2));
