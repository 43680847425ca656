import { describe, expect, it } from "vitest";
import { belongsElsewhere, readKey } from "./key-sequence";

const shortcuts = [
  { keys: "g s", label: "Services" },
  { keys: "g t", label: "Traces" },
  { keys: "?", label: "Help" },
];

describe("readKey", () => {
  it("takes single keys at once", () => {
    expect(readKey(shortcuts, null, "?", 0).match?.label).toBe("Help");
  });

  it("waits for the second key of a sequence", () => {
    const first = readKey(shortcuts, null, "g", 0);
    expect(first).toEqual({ match: null, pending: { key: "g", atMs: 0 } });
    expect(readKey(shortcuts, first.pending, "t", 500).match?.label).toBe("Traces");
  });

  it("forgets the first key after a while and after another key", () => {
    const { pending } = readKey(shortcuts, null, "g", 0);
    expect(readKey(shortcuts, pending, "s", 5_000).match).toBeNull();
    expect(readKey(shortcuts, pending, "x", 10)).toEqual({ match: null, pending: null });
    expect(readKey(shortcuts, pending, "?", 10).match?.label).toBe("Help");
  });
});

describe("belongsElsewhere", () => {
  const press = {
    target: null,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    defaultPrevented: false,
  };

  it("leaves fields and browser shortcuts alone", () => {
    expect(belongsElsewhere(press)).toBe(false);
    expect(belongsElsewhere({ ...press, metaKey: true })).toBe(true);
    const input = { tagName: "INPUT" } as unknown as EventTarget;
    expect(belongsElsewhere({ ...press, target: input })).toBe(true);
  });
});
