import { describe, expect, it } from "vitest";
import { addressesOf, PRODUCT_COUNT, peerNames, portOf, SHOP_PROCESSES } from "../topology.ts";
import { describeReachability } from "../supervisor/endpoint-watch.ts";
import { parsePostmasterPid } from "./leftover.ts";
import { catalogColumns } from "./schema.ts";

describe("catalogColumns", () => {
  it("has one distinct name and a sensible price for each product", () => {
    const { ids, names, categories, prices } = catalogColumns();
    expect(ids).toHaveLength(PRODUCT_COUNT);
    expect(new Set(names).size).toBe(PRODUCT_COUNT);
    expect(categories).not.toContain("");
    for (const price of prices) expect(price >= 900 && price < 20_000).toBe(true);
  });
});

describe("parsePostmasterPid", () => {
  it("reads the first line and nothing else", () => {
    expect(parsePostmasterPid("4711\n/data\n1700000000\n3120\n")).toBe(4711);
    for (const text of ["", "x\n1", "0\n", "-5\n", "1\n"])
      expect(parsePostmasterPid(text)).toBeUndefined();
  });
});

describe("topology", () => {
  it("gives every listening process its own port and every caller a later wave", () => {
    const ports = SHOP_PROCESSES.map((entry) => portOf(entry, 3100)).filter(
      (port) => port !== undefined,
    );
    expect(new Set(ports).size).toBe(ports.length);
    expect(addressesOf("catalog", 3100)).toEqual([
      "http://127.0.0.1:3102",
      "http://127.0.0.1:3103",
    ]);
    expect(peerNames(3100)["3105"]).toBe("payments");
  });
});

describe("describeReachability", () => {
  it("speaks once when the endpoint goes and once when it is back", () => {
    const states = [true, false, false, true, true];
    let known: boolean | undefined;
    const lines = states.map((reachable) => {
      const line = describeReachability("http://e", known, reachable);
      known = reachable;
      return line === undefined ? "" : line.slice(0, 24);
    });
    expect(lines).toEqual(["", "nothing answers at http:", "", "http://e answers again: ", ""]);
  });
});
