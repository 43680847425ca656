import { createServer, type AddressInfo, type ListenOptions, type Socket } from "node:net";

/**
 * Sockets that listen on one port. The event loop accepts one connection per socket and turn, and
 * a turn of a saturated process takes milliseconds: behind one socket a crowd of a thousand waits
 * for seconds (test/faults/overload.test.ts prints how long).
 */
const LANES = 16;
/**
 * Connections that may wait to be accepted. Where the kernel has no room for one it is silent, and
 * the sender asks again after seconds only; too few here are worse than a refusal.
 */
export const LISTEN_BACKLOG = 4_096;

/** A receiver that listens. */
export interface Listener {
  readonly port: number;
  /** Lets running requests end, then closes; after `limitMs` (5,000 by default) it closes hard. */
  close(limitMs?: number): Promise<void>;
}

/** Listening sockets of one address and port. */
export interface Lanes {
  readonly port: number;
  /** Takes no more connections; those that are open stay. */
  close(): void;
}

/**
 * Whether several sockets may listen on one port on this system.
 * @throws what listening throws, also where another process would share the port with us
 */
export async function canSharePort(host: string, port: number): Promise<boolean> {
  if (port !== 0) await listenOnce({ host, port });
  return listenOnce({ host, port: 0, reusePort: true }).then(
    () => true,
    () => false,
  );
}

/** Where lanes listen. */
export interface LaneOptions {
  readonly host: string;
  readonly port: number;
  /** What `canSharePort` said; without it there is one socket. */
  readonly isShared: boolean;
  /** Sockets that listen there already. */
  readonly others?: number;
  /** For HTTP/1, whose server ends the connections of senders that have said all. */
  readonly allowHalfOpen?: boolean;
}

/** Listens and hands every connection to `handle`. @throws what listening throws */
export async function openLanes(
  { host, port, isShared, others = 0, allowHalfOpen = false }: LaneOptions,
  handle: (socket: Socket) => void,
): Promise<Lanes> {
  const count = (isShared ? LANES : 1) - others;
  const closes: (() => void)[] = [];
  const close = (): void => closes.forEach((one) => one());
  let bound = port;
  try {
    for (let lane = 0; lane < count; lane++) {
      const server = createServer({ noDelay: true, allowHalfOpen }, handle);
      bound = await listen(server, { host, port: bound, reusePort: isShared });
      closes.push(() => void server.close());
    }
  } catch (error) {
    close();
    throw error;
  }
  return { port: bound, close };
}

async function listenOnce(options: ListenOptions): Promise<void> {
  const server = createServer();
  await listen(server, options);
  await new Promise((resolve) => server.close(resolve));
}

function listen(server: ReturnType<typeof createServer>, options: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ ...options, backlog: LISTEN_BACKLOG }, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
