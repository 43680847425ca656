import { expect, it } from "vitest";
import { createQuerySlots } from "./query-slots.ts";

function gate(): { wait: Promise<void>; open: () => void } {
  let open = (): void => {};
  const wait = new Promise<void>((resolve) => (open = resolve));
  return { wait, open };
}

it("runs as many as allowed, lets the next ones wait and refuses the rest", async () => {
  const slots = createQuerySlots(2, 1);
  const { wait, open } = gate();
  let running = 0;
  const task = async (): Promise<number> => {
    running += 1;
    await wait;
    return running;
  };
  const accepted = [slots.run(task), slots.run(task), slots.run(task)];
  await expect(slots.run(task)).rejects.toMatchObject({ code: "overloaded" });
  expect(running).toBe(2);
  open();
  await Promise.all(accepted);
  expect(running).toBe(3);
  await slots.idle();
});

it("frees the slot of a task that throws", async () => {
  const slots = createQuerySlots(1, 0);
  await expect(slots.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await slots.run(() => Promise.resolve(7))).toBe(7);
});
