import { expect, it } from "vitest";
import { splitSignal } from "./signal-links";

it("links the names that are metrics and leaves words alone", () => {
  const metrics = new Set(["db.client.connection.count", "db.client.connection.max"]);
  expect(splitSignal("db.client.connection.count, requests", metrics)).toEqual([
    { text: "db.client.connection.count", isMetric: true },
    { text: "requests", isMetric: false },
  ]);
  expect(splitSignal("forecast of requests", metrics)).toEqual([
    { text: "forecast of requests", isMetric: false },
  ]);
  expect(splitSignal("", metrics)).toEqual([]);
});
