import { expect, it } from "vitest";
import { OwnSender } from "./own-sender.ts";

function sketchSender() {
  const sent: string[] = [];
  const sender = new OwnSender({
    numbers: { read: () => Promise.resolve(new TextEncoder().encode("numbers")) },
    histograms: { read: () => Promise.resolve(new TextEncoder().encode("histograms")) },
  });
  let refusal: string | undefined;
  const receiver = {
    receive: (_signal: string, body: Uint8Array) => {
      sent.push(new TextDecoder().decode(body));
      return Promise.resolve(
        refusal === undefined
          ? ({ kind: "accepted", rejected: 0, message: "" } as never)
          : ({ kind: "refused", refusal: { message: refusal } } as never),
      );
    },
  };
  return { sender, receiver, sent, refuse: (message?: string) => (refusal = message) };
}

it("lets three quiet readings share one load, and sends histograms once a minute", async () => {
  const { sender, receiver, sent } = sketchSender();
  const counts: number[] = [];
  for (let at = 0; at < 120_000; at += 10_000) {
    await sender.send(receiver, at, false);
    counts.push(sent.splice(0).length);
  }
  expect(counts).toEqual([0, 0, 4, 0, 0, 3, 0, 0, 4, 0, 0, 3]);
});

it("sends at once what is urgent", async () => {
  const { sender, receiver, sent } = sketchSender();
  await sender.send(receiver, 0, true);
  expect(sent.splice(0)).toEqual(["numbers", "histograms"]);
  await sender.send(receiver, 10_000, false);
  sender.includeHistograms();
  await sender.send(receiver, 20_000, true);
  expect(sent).toEqual(["numbers", "numbers", "histograms"]);
});

it("drops what is refused and says so", async () => {
  const { sender, receiver, sent, refuse } = sketchSender();
  refuse("The spool is full.");
  await expect(sender.send(receiver, 0, true)).rejects.toThrow("The spool is full.");
  refuse();
  sent.length = 0;
  await sender.send(receiver, 10_000, true);
  expect(sent).toEqual(["numbers"]);
});
