import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Tests that run real engines or whole processes, one file per process. Those of `e2e` wait for
 * timers for half of their time, so three share two cores; engines need a core each.
 */
const engineProject = (
  name: string,
  timeoutMs: number,
  { workers, turn }: { readonly workers: number; readonly turn: number },
) => ({
  // Decorators in apps/server are the legacy ones that Nest needs.
  oxc: { decorator: { legacy: true } },
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    pool: "forks" as const,
    isolate: true,
    maxWorkers: workers,
    // After the unit tests, which use every core.
    sequence: { groupOrder: turn },
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
  },
});

/** Files that take minutes begin first, so that no one of them is left over at the end. */
const longest = ["demo-shop", "alert-life", "backup", "self-watch", "walk"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? longest.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rank(left) - rank(right));
  }
}

const dashboardSource = new URL("apps/dashboard/src", import.meta.url).pathname;

export default defineConfig({
  test: {
    passWithNoTests: true,
    retry: 0,
    sequence: { sequencer: LongestFirst },
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
      engineProject("e2e", 180_000, { workers: 3, turn: 1 }),
      engineProject("lint", 120_000, { workers: 2, turn: 2 }),
      engineProject("stores", 120_000, { workers: 2, turn: 2 }),
      engineProject("faults", 180_000, { workers: 2, turn: 2 }),
      engineProject("browser", 180_000, { workers: 1, turn: 3 }),
    ],
  },
});
