import { describe, expect, it } from "vitest";
import { outcomeOfAnswer, parseRetryAfter } from "./outcome.ts";

const NOW = Date.UTC(2030, 0, 1);
const answer = (status: number, retryAfter: string | null = null, body = "") => ({
  status,
  retryAfter,
  body,
});

describe("outcomeOfAnswer", () => {
  it.each([
    [200, "delivered"],
    [204, "delivered"],
    [301, "failed"],
    [307, "failed"],
    [400, "failed"],
    [404, "failed"],
    [408, "retryable"],
    [410, "failed"],
    [429, "retryable"],
    [500, "retryable"],
    [503, "retryable"],
  ] as const)("takes %i as %s", (status, outcome) => {
    expect(outcomeOfAnswer(answer(status), NOW).outcome).toBe(outcome);
  });

  it("hands on how long the receiver wants to be left alone", () => {
    expect(outcomeOfAnswer(answer(429, "7", "slow down"), NOW)).toEqual({
      outcome: "retryable",
      detail: "HTTP 429: slow down",
      retryAfterMs: 7_000,
    });
  });
});

describe("parseRetryAfter", () => {
  it.each([
    ["0", 0],
    ["120", 120_000],
    ["Tue, 01 Jan 2030 00:00:30 GMT", 30_000],
    ["Mon, 31 Dec 2029 00:00:00 GMT", 0],
    ["-1", undefined],
    ["soon", undefined],
    ["1e3", undefined],
    [null, undefined],
  ])("reads %s", (value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });
});
