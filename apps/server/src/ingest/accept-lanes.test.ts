import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { canSharePort, openLanes, type Lanes } from "./accept-lanes.ts";

const host = "127.0.0.1";
const opened: Lanes[] = [];
const clients: Socket[] = [];

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  for (const each of clients.splice(0)) each.destroy();
});

async function listen(isShared: boolean, handle: (socket: Socket) => void): Promise<number> {
  const lanes = await openLanes({ host, port: 0, isShared }, handle);
  opened.push(lanes);
  return lanes.port;
}

it("hands over every connection of a crowd, whichever socket it came to", async () => {
  const crowd = 200;
  const all = Promise.withResolvers<void>();
  let came = 0;
  const port = await listen(await canSharePort(host, 0), () => {
    came += 1;
    if (came === crowd) all.resolve();
  });
  for (let index = 0; index < crowd; index++) clients.push(connect(port, host));
  await all.promise;
});

it.each([true, false])(
  "does not share a port with a stranger (shared by itself: %s)",
  async (isShared) => {
    const port = await listen(isShared, () => undefined);
    await expect(canSharePort(host, port)).rejects.toThrow(/EADDRINUSE/);
  },
);

it("takes no more connections after it is closed, and keeps those that are open", async () => {
  const first = Promise.withResolvers<Socket>();
  const port = await listen(true, (socket) => first.resolve(socket));
  const client = connect(port, host);
  clients.push(client);
  const socket = await first.promise;
  opened.splice(0).forEach((each) => each.close());
  const late = connect(port, host);
  const [error] = (await once(late, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNREFUSED");
  socket.end("still here");
  const [bytes] = (await once(client, "data")) as [Buffer];
  expect(bytes.toString()).toBe("still here");
});
