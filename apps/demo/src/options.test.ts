import { describe, expect, it } from "vitest";
import { OptionError, parseHistory, parseOptions } from "./options.ts";

describe("parseOptions", () => {
  it("has defaults for everything", () => {
    expect(parseOptions([])).toEqual({
      endpoint: "http://127.0.0.1:4318",
      speed: 1,
      historyMs: 0,
      faults: [],
      port: 3100,
      dataDirectory: undefined,
      help: false,
    });
  });

  it("reads every option", () => {
    const args = [
      "--endpoint",
      "http://localhost:5000/",
      "--speed",
      "60",
      "--history",
      "14d",
      "--fault",
      "slow-query, bad-canary",
      "--port",
      "4000",
      "--data-dir",
      "/x",
    ];
    expect(parseOptions(args)).toEqual({
      endpoint: "http://localhost:5000",
      speed: 60,
      historyMs: 14 * 86_400_000,
      faults: ["slow-query", "bad-canary"],
      port: 4000,
      dataDirectory: "/x",
      help: false,
    });
  });

  it.each([
    [["--speed", "fast"], "--speed fast is not understood; give a number from 0.1 to 10000."],
    [["--port", "80"], "--port 80 is not understood; give a number from 1024 to 65000."],
    [["--endpoint", "localhost"], "--endpoint localhost is not a URL"],
    [["--fault", "meteor"], "--fault meteor does not exist; choose from slow-query"],
    [["--histroy", "1d"], "Unknown option '--histroy'"],
  ])("explains %j", (args, message) => {
    expect(() => parseOptions(args)).toThrow(OptionError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});

describe("parseHistory", () => {
  it("takes days and hours and refuses the rest", () => {
    expect(parseHistory("36h")).toBe(36 * 3_600_000);
    for (const text of ["14", "0d", "36d", "2w", "-1d"])
      expect(() => parseHistory(text)).toThrow("write for example 14d or 36h");
  });
});
