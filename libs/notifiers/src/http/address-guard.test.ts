import { describe, expect, it } from "vitest";
import {
  assertPublicHost,
  guardedLookup,
  isPublicAddress,
  PrivateTargetError,
} from "./address-guard.ts";

describe("isPublicAddress", () => {
  it.each([
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "not an address",
  ])("refuses %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"])(
    "allows %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("assertPublicHost", () => {
  it.each(["http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://[::ffff:7f00:1]/"])(
    "sees through the spelling of %s",
    (url) => {
      expect(() => assertPublicHost(new URL(url))).toThrow(PrivateTargetError);
    },
  );
});

describe("guardedLookup", () => {
  it("gives no address for a name that is private", async () => {
    const { promise, resolve } = Promise.withResolvers<Error | null>();
    guardedLookup("localhost", { all: true }, (error) => resolve(error));
    expect(await promise).toBeInstanceOf(PrivateTargetError);
  });
});
