import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as incubating from "@opentelemetry/semantic-conventions/incubating";
import { describe, expect, it } from "vitest";
import { patterns } from "./index.ts";

const exported = new Map<string, string>();
for (const [name, value] of Object.entries(incubating)) {
  if (typeof value === "string" && /^(METRIC|ATTR|EVENT)_/.test(name)) exported.set(value, name);
}

/** Starts of the names that the package exports as functions of their last part. */
const templates = ["http.request.header.", "http.response.header.", "k8s.pod.label."];

const folders = ["catalogue", "aliases"].map((name) => join(import.meta.dirname, "..", name));
const sources = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(folder, file)),
);

function isTemplate(name: string): boolean {
  return templates.some((start) => name.startsWith(start));
}

describe("names of the semantic conventions", () => {
  it("come from the package and are never typed by hand", () => {
    expect(sources.length).toBeGreaterThan(71);
    for (const file of sources) {
      const literals = [...readFileSync(file, "utf8").matchAll(/(["'`])((?:[^\\\n]|\\.)*?)\1/g)];
      const texts = literals.map(([, , text = ""]) => text);
      expect(texts.filter((text) => exported.has(text) || isTemplate(text))).toEqual([]);
    }
  });

  it("exist in the package wherever evidence calls them conventional", () => {
    for (const { evidence } of patterns) {
      const names = evidence
        .filter(
          ({ source, kind }) => source === "semconv" && kind !== "trace-shape" && kind !== "log",
        )
        .flatMap((item) => item.names);
      expect(names.filter((name) => !exported.has(name) && !isTemplate(name))).toEqual([]);
    }
  });
});
