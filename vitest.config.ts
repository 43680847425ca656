import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

/**
 * Tests that run real engines or whole processes: one file per process, two at a time. The browser
 * comes last and alone: its time limits do not bear a second engine on a small machine.
 */
const engineProject = (name: string, timeoutMs: number, isAlone = false) => ({
  // Decorators in apps/server are the legacy ones that Nest needs.
  oxc: { decorator: { legacy: true } },
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    pool: "forks" as const,
    isolate: true,
    maxWorkers: isAlone ? 1 : 2,
    // After the unit tests, which use every core.
    sequence: { groupOrder: isAlone ? 2 : 1 },
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
  },
});

const dashboardSource = new URL("apps/dashboard/src", import.meta.url).pathname;

export default defineConfig({
  test: {
    passWithNoTests: true,
    retry: 0,
    projects: [
      {
        oxc: { decorator: { legacy: true } },
        resolve: { alias: existsSync(dashboardSource) ? { "@": dashboardSource } : {} },
        test: {
          name: "unit",
          include: ["libs/*/src/**/*.test.ts", "apps/**/src/**/*.test.{ts,tsx}"],
          // The engine's native module keeps a thread from ending.
          pool: "forks",
          isolate: false,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      engineProject("lint", 120_000),
      engineProject("stores", 120_000),
      engineProject("faults", 180_000),
      engineProject("e2e", 180_000),
      engineProject("browser", 180_000, true),
    ],
  },
});
