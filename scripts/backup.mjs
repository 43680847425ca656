import { runServerCommand } from "./lib/run-server-command.mjs";

await runServerCommand("backup", process.argv.slice(2));
