import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "./eventually.ts";
import type { Product } from "./product.ts";

const dashboardRoot = dirname(
  fileURLToPath(new URL("../../apps/dashboard/package.json", import.meta.url)),
);

/** The dashboard, built before, in a process of its own. */
export interface Dashboard {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the built dashboard of a product. */
export async function startDashboard(product: Product): Promise<Dashboard> {
  const port = product.dashboardPort;
  const next = createRequire(`${dashboardRoot}/package.json`).resolve("next/dist/bin/next");
  const child = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: dashboardRoot,
    env: { ...process.env, HEADROOM_API_URL: product.apiUrl, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-50_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const url = `http://127.0.0.1:${port}`;
  await eventually(
    "the dashboard answers",
    async () => {
      if (child.exitCode !== null) throw new Error(output);
      return (await fetch(url)).ok ? true : undefined;
    },
    60_000,
  );
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
