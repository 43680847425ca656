import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as incubating from "@opentelemetry/semantic-conventions/incubating";
import { describe, expect, it } from "vitest";
import { patterns } from "./index.ts";

const exported = new Map<string, string>();
for (const [name, value] of Object.entries(incubating)) {
  if (typeof value === "string" && /^(METRIC|ATTR|EVENT)_/.test(name)) exported.set(value, name);
}

const folders = ["catalogue", "aliases"].map((name) => join(import.meta.dirname, "..", name));
const sources = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(folder, file)),
);

/** Names that count as conventional although the installed package does not export them. */
const notExported = new Set([
  "trace_id",
  "OutOfMemoryError",
  "DEADLINE_EXCEEDED",
  "RESOURCE_EXHAUSTED",
  "UNAVAILABLE",
]);

const templates = ["http.request.header.", "http.response.header.", "k8s.pod.label."];

describe("names of the semantic conventions", () => {
  it("come from the package and are never typed by hand", () => {
    expect(sources.length).toBeGreaterThan(71);
    for (const file of sources) {
      const literals = readFileSync(file, "utf8").matchAll(/(["'`])((?:[^\\\n]|\\.)*?)\1/g);
      for (const [, , text = ""] of literals) {
        expect(exported.get(text), `${file}: ${text}`).toBeUndefined();
        expect(
          templates.some((start) => text.startsWith(start)),
          `${file}: ${text}`,
        ).toBe(false);
      }
    }
  });

  it("exist in the package wherever evidence calls them conventional", () => {
    for (const { id, evidence } of patterns) {
      for (const { kind, source, names } of evidence) {
        if (source !== "semconv" || kind === "trace-shape" || kind === "log") continue;
        for (const name of names) {
          const isTemplate = templates.some((start) => name.startsWith(start));
          expect(isTemplate || notExported.has(name) || exported.has(name), `${id} ${name}`).toBe(
            true,
          );
        }
      }
    }
  });
});
