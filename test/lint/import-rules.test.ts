import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const linter = path.join(root, "node_modules/oxlint/bin/oxlint");
const problems = new Map<string, string[]>();
let directory = "";

/** One file each, under the project's own linter settings: its text and what must refuse it. */
const refused: readonly (readonly [file: string, text: string, message: string])[] = [
  ["libs/otlp/src/reads-disk.ts", 'import "node:fs";', "it may not import node:fs"],
  ["libs/alerting/src/reads-clock.ts", "export const a = Date.now();", "Date.now"],
  ["libs/alerting/src/reads-date.ts", "export const a = new Date();", "new Date()"],
  ["libs/alerting/src/calls-date.ts", "export const a = Date();", "Date()"],
  ["libs/detection/src/rolls-dice.ts", "export const a = Math.random();", "Math.random"],
  ["libs/patterns/src/reads-env.ts", "export const a = process.env;", "it may not use process"],
  ["libs/analysis/src/reads-perf.ts", "export const a = performance.now();", "performance"],
  ["libs/contracts/src/sleeps.ts", "setTimeout(() => {}, 1);", "setTimeout"],
  ["libs/detection/src/b.ts", 'import "@headroom/alerting";', "may not import @headroom/alerting"],
  ["libs/contracts/src/c.ts", 'import "@headroom/jobs";', "may not import @headroom/jobs"],
  ["libs/otlp/src/d.ts", 'import "chdb";', "may not import the package chdb"],
  ["libs/notifiers/src/e.ts", 'import { a } from "@headroom/alerting"; a();', "only types"],
  ["libs/metadata-store/src/f.ts", 'import "@headroom/detection";', "may not import"],
  ["libs/notifiers/src/f.ts", 'export { a } from "@headroom/alerting";', "only types"],
  ["libs/jobs/src/g.ts", 'import "@headroom/metadata-store";', "may not import"],
  ["libs/jobs/src/h.ts", 'import "@headroom/otlp/src/columns.ts";', "through its index"],
  ["apps/server/src/i.ts", 'import "@headroom/otlp/src/columns.ts";', "through its index"],
  [
    "apps/server/src/j.ts",
    'import "../../../libs/otlp/src/index.ts";',
    "may not leave apps/server",
  ],
  ["apps/server/src/k.ts", 'import "@clickhouse/client";', "Only libs/telemetry-store may import"],
  ["apps/server/src/l.ts", 'export const a = () => import("bullmq");', "Only libs/jobs may import"],
  ["apps/server/src/m.ts", "export const a = process.env;", "process.env"],
  ["apps/server/src/n.ts", 'import "@headroom/dashboard";', "may not import"],
  ["apps/dashboard/src/o.ts", 'import "@headroom/telemetry-store";', "may not import"],
  ["apps/demo/src/p.ts", 'import "@headroom/otlp";', "may not import @headroom/otlp"],
  ["libs/otlp/src/q.ts", 'import "../../../test/harness/a.ts";', "may not leave libs/otlp"],
  ["libs/jobs/src/r.ts", 'import "@headroom/test";', "may not import @headroom/test"],
  ["test/harness/s.ts", 'import "@headroom/otlp/src/columns.ts";', "through its index"],
  ["libs/jobs/src/t.ts", 'import "./u.ts"; export const t = 1;', "Dependency cycle"],
];

const accepted: readonly (readonly [file: string, text: string])[] = [
  ["libs/jobs/src/u.ts", "export const u = 1;"],
  ["libs/alerting/src/at.ts", "export const a = (ms: number) => new Date(ms).getTime();"],
  ["libs/alerting/src/named.ts", "export const a = (process: { id: string }) => process.id;"],
  ["libs/alerting/src/clock.test.ts", 'import "node:fs"; import "vitest"; Date.now();'],
  ["libs/contracts/src/v.ts", 'import { a } from "@headroom/alerting"; a();'],
  ["libs/notifiers/src/w.ts", 'import type { A } from "@headroom/alerting"; export type B = A;'],
  ["libs/telemetry-store/src/x.ts", 'import "chdb"; import "node:fs"; import "@headroom/otlp";'],
  ["apps/server/src/y.ts", 'import "@headroom/jobs"; import "fastify"; import "node:path";'],
  ["apps/server/src/config/z.ts", "export const a = process.env;"],
  ["test/e2e/a.ts", 'import "chdb"; import "@headroom/jobs"; import "../../apps/server/src/y.ts";'],
];

interface Report {
  diagnostics: { message: string; filename: string }[];
}

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "headroom-lint-"));
  for (const name of [".oxlintrc.json", "lint"]) {
    cpSync(path.join(root, name), path.join(directory, name), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  const cyclic: (readonly [string, string])[] = [["libs/jobs/src/u.ts", 'export * from "./t.ts";']];
  for (const [file, text] of [...refused, ...accepted, ...cyclic]) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), `${text}\n`);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [linter, "--format=json", "apps", "libs", "test"],
    {
      cwd: directory,
      encoding: "utf8",
      timeout: 60_000,
    },
  );
  for (const { filename, message } of (JSON.parse(stdout) as Report).diagnostics) {
    problems.set(filename, [...(problems.get(filename) ?? []), message]);
  }
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("import rules", () => {
  it.each(refused)("%s is refused: %s", (file, _text, message) => {
    expect(problems.get(file)?.join("\n")).toContain(message);
  });

  it.each(accepted.filter(([file]) => file !== "libs/jobs/src/u.ts"))("%s is accepted", (file) => {
    expect(problems.get(file)).toBeUndefined();
  });
});
