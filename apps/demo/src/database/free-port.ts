import { createServer } from "node:net";

/** Resolves when nothing listens on the loopback port; rejects with what to do when something does. */
export async function requireFreePort(port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer();
  probe.once("error", () =>
    reject(new Error(`port ${port} is in use; stop that process or choose another --port`)),
  );
  probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  await promise;
}
