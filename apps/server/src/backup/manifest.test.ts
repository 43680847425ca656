import { describe, expect, it } from "vitest";
import { parseManifest, sumContents, type Manifest } from "./manifest.ts";

const file = { path: "metadata/rule.jsonl", bytes: 2, sha256: "0".repeat(64) };
const manifest: Manifest = {
  format: 1,
  product: "0.1.0",
  startedAt: "2026-01-31T12:00:00.000Z",
  finishedAt: "2026-01-31T12:00:09.000Z",
  recoveryPoint: "2026-01-31T12:00:00.000Z",
  loadPauseMs: 12,
  base: null,
  telemetry: {
    schemaVersion: 5,
    database: "default",
    tables: ["spans"],
    views: [],
    contents: [
      { table: "spans", rows: 2, bytes: 10 },
      { table: "logs", rows: 3, bytes: 5 },
    ],
  },
  metadata: { migration: "0006-key-quotas", tables: [], sequences: [] },
  files: [file],
};
const textWith = (change: object): string => JSON.stringify({ ...manifest, ...change });

describe("parseManifest", () => {
  it("reads what was written", () => {
    expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
    expect(sumContents(manifest.telemetry)).toEqual({ rows: 5, bytes: 15 });
  });

  it("says of a later format that a newer version is needed", () => {
    expect(() => parseManifest('{"format": 2}')).toThrow(/newer version of Headroom/);
  });

  it.each([
    ["half a file", JSON.stringify(manifest).slice(0, 200)],
    ["a missing part", textWith({ metadata: undefined })],
    ["a file outside", textWith({ files: [{ ...file, path: "../../etc/passwd" }] })],
    ["an absolute file", textWith({ files: [{ ...file, path: "/etc/passwd" }] })],
    ["a wrong checksum", textWith({ files: [{ ...file, sha256: "x" }] })],
  ])("refuses %s", (_what, text) => {
    expect(() => parseManifest(text)).toThrow(/is damaged/);
  });
});
