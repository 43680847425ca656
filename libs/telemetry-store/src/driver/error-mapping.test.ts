import { expect, it } from "vitest";
import { clickHouseCodeOf, isCorruptData, toStoreError } from "./error-mapping.ts";

const exception = (code: number): Error =>
  Object.assign(new Error("DB::Exception"), { code: String(code) });

it.each([
  [exception(159), "query_timeout"],
  [exception(241), "query_too_large"],
  [exception(202), "overloaded"],
  [exception(62), "bad_query"],
  [exception(999), "store_unavailable"],
  [Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }), "store_unavailable"],
  [new Error("Timeout error."), "query_timeout"],
  [new Error("Code: 159. DB::Exception: Timeout exceeded"), "query_timeout"],
])("maps %s to %s", (cause, code) => {
  const error = toStoreError(cause, "A query");
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^A query /);
  expect(error.cause).toBe(cause);
});

it("tells data that stays unreadable from a store that is busy", () => {
  expect(isCorruptData(exception(33))).toBe(true);
  expect(isCorruptData(exception(252))).toBe(false);
  expect(isCorruptData(new Error("socket hang up"))).toBe(false);
  expect(clickHouseCodeOf("Code: 60. DB::Exception")).toBe(60);
});
