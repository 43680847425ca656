import { describe, expect, it } from "vitest";
import { TelemetryStoreError } from "@headroom/telemetry-store";
import { Receiver } from "./receiver.ts";

const request = (traceId: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                {
                  traceId,
                  spanId: "00f067aa0ba902b7",
                  name: "x",
                  startTimeUnixNano: "1700000000000000000",
                  endTimeUnixNano: "1700000000000000001",
                },
              ],
            },
          ],
        },
      ],
    }),
  );
const good = request("4bf92f3577b34da6a3ce929d0e0e4736");
const bad = request("00000000000000000000000000000000");

/** A disk whose syncs end when told to. */
function createDisk() {
  const appended: number[] = [];
  const syncs: PromiseWithResolvers<void>[] = [];
  return {
    appended,
    append: (blocks: readonly { rows: number }[]) => {
      appended.push(blocks.reduce((sum, block) => sum + block.rows, 0));
      const sync = Promise.withResolvers<void>();
      syncs.push(sync);
      return sync.promise;
    },
    nextSync: async () => {
      while (syncs.length === 0) await new Promise((resolve) => setImmediate(resolve));
      return syncs.shift() as PromiseWithResolvers<void>;
    },
  };
}

describe("Receiver", () => {
  it("acknowledges after the disk has synced, and groups what came meanwhile", async () => {
    const disk = createDisk();
    const receiver = new Receiver(disk, () => 0n);
    const answers: string[] = [];
    const send = (name: string) =>
      receiver
        .receive("traces", good, "json")
        .then((outcome) => answers.push(`${name}:${outcome.kind}`));
    const first = send("first");
    const sync = await disk.nextSync();
    const rest = [send("second"), send("third")];
    expect(answers).toEqual([]);
    sync.resolve();
    await first;
    expect(answers).toEqual(["first:accepted"]);
    (await disk.nextSync()).resolve();
    await Promise.all(rest);
    expect(disk.appended).toEqual([1, 2]);
  });

  it("reports rejected spans", async () => {
    const disk = createDisk();
    const receiver = new Receiver(disk, () => 0n);
    const answer = receiver.receive("traces", bad, "json");
    await expect(answer).resolves.toMatchObject({
      kind: "accepted",
      rejected: 1,
      message: expect.stringContaining("trace ids"),
    });
    expect(disk.appended).toEqual([]);
  });

  it("refuses a malformed request and keeps the others", async () => {
    const disk = createDisk();
    const receiver = new Receiver(disk, () => 0n);
    const ok = receiver.receive("traces", good, "json");
    const broken = await receiver.receive("traces", Buffer.from("{"), "json");
    expect(broken).toMatchObject({ kind: "refused", refusal: { reason: "malformed" } });
    (await disk.nextSync()).resolve();
    expect((await ok).kind).toBe("accepted");
  });

  it("says busy when the disk fails, and works again afterwards", async () => {
    const disk = createDisk();
    const receiver = new Receiver(disk, () => 0n);
    const failing = receiver.receive("traces", good, "json");
    (await disk.nextSync()).reject(new TelemetryStoreError("spool_full", "The spool is full."));
    expect(await failing).toMatchObject({
      kind: "refused",
      refusal: { reason: "not_stored", message: "The spool is full.", retryAfterMs: 5_000 },
    });
    const again = receiver.receive("traces", good, "json");
    (await disk.nextSync()).resolve();
    expect((await again).kind).toBe("accepted");
  });

  it("says busy at once when too much waits for the disk", async () => {
    const disk = createDisk();
    const receiver = new Receiver(disk, () => 0n, { maxPendingBytes: good.length });
    const first = receiver.receive("traces", good, "json");
    expect(await receiver.receive("traces", good, "json")).toMatchObject({
      kind: "refused",
      refusal: { reason: "overloaded" },
    });
    (await disk.nextSync()).resolve();
    expect((await first).kind).toBe("accepted");
  });
});
