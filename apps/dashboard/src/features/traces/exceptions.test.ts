import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import { describe, expect, it } from "vitest";
import { eventOffsetMs, readException } from "./exceptions";

const time = "2026-03-01T12:00:00.250000000Z";

describe("readException", () => {
  it("parts the exception from the other attributes", () => {
    const attributes = {
      [ATTR_EXCEPTION_TYPE]: "TimeoutError",
      [ATTR_EXCEPTION_MESSAGE]: "gave up",
      [ATTR_EXCEPTION_STACKTRACE]: "at x",
      attempt: "3",
    };
    expect(readException({ time, name: "exception", attributes })).toEqual({
      type: "TimeoutError",
      message: "gave up",
      stacktrace: "at x",
      rest: { attempt: "3" },
    });
  });

  it("knows what is none, and takes half of one", () => {
    expect(readException({ time, name: "retry", attributes: { a: "b" } })).toBeNull();
    const attributes = { [ATTR_EXCEPTION_MESSAGE]: "gave up" };
    expect(readException({ time, name: "exception", attributes })?.type).toBe("Exception");
  });
});

describe("eventOffsetMs", () => {
  it("counts from the start of the span", () => {
    const event = { time, name: "", attributes: {} };
    expect(eventOffsetMs(event, { startTime: "2026-03-01T12:00:00.000000000Z" })).toBe(250);
    expect(eventOffsetMs(event, { startTime: "?" })).toBeNull();
  });
});
