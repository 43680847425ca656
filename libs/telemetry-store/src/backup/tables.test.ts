import { describe, expect, it } from "vitest";
import { placeSql, quoteName } from "./place.ts";
import { chooseLeftovers, snapshotName } from "./tables.ts";

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 0, 31);

describe("chooseLeftovers", () => {
  const fresh = snapshotName(nowMs - 60_000, "spans");
  const old = snapshotName(nowMs - 8 * dayMs, "spans");

  it("takes every snapshot of an engine that nobody else uses", () => {
    expect(chooseLeftovers([fresh, old, "spans"], "embedded", nowMs)).toEqual([fresh, old]);
  });

  it("leaves to a server those that another process may be copying", () => {
    expect(chooseLeftovers([fresh, old, "spans"], "server", nowMs)).toEqual([old]);
  });

  it("leaves tables alone that only look like one", () => {
    expect(chooseLeftovers(["backup_snapshot_of_mine", "backup_"], "embedded", nowMs)).toEqual([]);
  });
});

describe("SQL of a place", () => {
  it("quotes paths, secrets and names", () => {
    expect(placeSql({ kind: "directory", path: "/a'b\\c" })).toBe("File('/a\\'b\\\\c')");
    const bucket = { kind: "s3", url: "http://s3:9000/b/p", accessKeyId: "k" } as const;
    expect(placeSql({ ...bucket, secretAccessKey: "it's" })).toBe(
      "S3('http://s3:9000/b/p', 'k', 'it\\'s')",
    );
    expect(quoteName("a`b")).toBe("`a\\`b`");
  });
});
