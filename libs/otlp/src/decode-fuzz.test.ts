import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import type { BatchBuilder, OtlpSignal } from "./batch-builder.ts";
import { createBatchBuilder } from "./batch-builder.ts";
import { OtlpDecodeError } from "./errors.ts";
import { addRequest, signals } from "./testing/decode-request.ts";
import { otlpSchema, requestTypes } from "./testing/otlp-schema.ts";
import { readNativeBlock } from "./testing/read-native.ts";
import { sampleRequests } from "./testing/sample-requests.ts";
import { toMessage } from "./testing/to-message.ts";

const root = protobuf.Root.fromJSON(otlpSchema).resolveAll();

function encode(signal: OtlpSignal, document: unknown): Uint8Array {
  const type = root.lookupType(requestTypes[signal]);
  return type.encode(type.fromObject(toMessage(document) as Record<string, unknown>)).finish();
}

const samples = signals.map((signal) => ({ signal, body: encode(signal, sampleRequests[signal]) }));

/** Adds a request; false where it was refused as undecodable. Any other error passes. */
function tryAdd(builder: BatchBuilder, signal: OtlpSignal, body: Uint8Array): boolean {
  try {
    addRequest(builder, signal, body);
    return true;
  } catch (error) {
    if (error instanceof OtlpDecodeError) return false;
    throw error;
  }
}

describe("broken requests", () => {
  /** What a builder holds after an attempt: nothing where the request was refused. */
  const attempt = (builder: BatchBuilder, signal: OtlpSignal, body: Uint8Array) => {
    const isAccepted = tryAdd(builder, signal, body);
    const bytes = builder.byteLength();
    const blocks = builder.takeBlocks();
    return { isClean: isAccepted || (bytes === 0 && blocks.length === 0), blocks };
  };

  it.each(samples)("$signal cut at any byte only throw OtlpDecodeError", ({ signal, body }) => {
    const builder = createBatchBuilder();
    for (let size = 0; size < body.length; size++) {
      expect(attempt(builder, signal, body.subarray(0, size)).isClean).toBe(true);
    }
  });

  it.each(samples)("$signal with changed bytes only throw OtlpDecodeError", ({ signal, body }) => {
    const builder = createBatchBuilder({ maxRequestBytes: 1_000_000 });
    const changes = fc.array(fc.tuple(fc.nat(body.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = Uint8Array.from(body);
        for (const [at, byte] of list) changed[at] = byte;
        const { isClean, blocks } = attempt(builder, signal, changed);
        expect(isClean).toBe(true);
        for (const block of blocks) expect(readNativeBlock(block.bytes)).toHaveLength(block.rows);
      }),
      { numRuns: 1000 },
    );
  });

  it("of random bytes only throw OtlpDecodeError", () => {
    const builder = createBatchBuilder();
    const bodies = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(fc.constantFrom(...signals), bodies, (signal, body) => {
        expect(attempt(builder, signal, body).isClean).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("leave the batch exactly as it was before", () => {
    const step = fc.record({
      sample: fc.constantFrom(...samples),
      cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const mixed = createBatchBuilder();
        const clean = createBatchBuilder();
        for (const { sample, cut } of steps) {
          const size = Math.floor(sample.body.length * (cut ?? 1));
          const body = sample.body.subarray(0, size);
          if (tryAdd(mixed, sample.signal, body)) tryAdd(clean, sample.signal, body);
        }
        expect(mixed.takeBlocks()).toEqual(clean.takeBlocks());
      }),
    );
  });
});

describe("takeBlocks", () => {
  it("empties the builder, which then works as a new one", () => {
    const builder = createBatchBuilder();
    for (const { signal, body } of samples) addRequest(builder, signal, body);
    const first = builder.takeBlocks();
    expect(first).toHaveLength(6);
    expect(builder.takeBlocks()).toEqual([]);
    for (const { signal, body } of samples) addRequest(builder, signal, body);
    expect(builder.takeBlocks()).toEqual(first);
  });
});
