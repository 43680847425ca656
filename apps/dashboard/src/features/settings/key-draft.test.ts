import { ingestKeyInput } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { describeQuota, keyBody, keyDraft } from "./key-draft";

const quota = { requestsPerSecond: 100, rowsPerSecond: null, bytesPerSecond: 2_621_440 };

describe("key form", () => {
  it("gives back the key it was filled from", () => {
    expect(keyBody(keyDraft({ name: "ci", quota }))).toEqual({ name: "ci", quota });
  });

  it("takes an empty field for no limit, and refuses words and zero", () => {
    const draft = { name: "ci", requests: " ", rows: "", mebibytes: "0.5" };
    expect(keyBody(draft).quota).toEqual({
      requestsPerSecond: null,
      rowsPerSecond: null,
      bytesPerSecond: 524_288,
    });
    for (const rows of ["many", "0", "-1", "1.5"]) {
      expect(ingestKeyInput.safeParse(keyBody({ ...draft, rows })).success).toBe(false);
    }
  });

  it("says the quota in words", () => {
    expect(describeQuota(quota)).toBe("100 requests/s, 2.5 MiB/s");
    expect(
      describeQuota({ requestsPerSecond: null, rowsPerSecond: null, bytesPerSecond: null }),
    ).toBe("No limit");
  });
});
