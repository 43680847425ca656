import { createServer } from "node:net";

// Below the ports that the system gives to outgoing connections, which could take one meanwhile.
const singles = { first: 10_000, count: 10_000 };
const ranges = { first: 20_000, count: 10_000 };
const mostTries = 200;

/** Loopback ports that were free a moment ago, all different. */
export async function findFreePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; tries < mostTries && found.size < count; tries++) {
    const port = pickPort(singles);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new Error(`There are no ${count} free ports.`);
  return [...found];
}

/** The first of `count` ports in a row that are free now. */
export async function findFreePortRange(count: number): Promise<number> {
  for (let tries = 0; tries < mostTries; tries++) {
    const first = pickPort(ranges);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`There are no ${count} free ports in a row.`);
}

function pickPort({ first, count }: { readonly first: number; readonly count: number }): number {
  return first + Math.floor(Math.random() * count);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
