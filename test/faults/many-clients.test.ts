import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { spanRequest } from "../harness/send-spans.ts";

const CLIENTS = 1_000;
/** A part more per second and table would be 60 of them in a minute without merges. */
const MOST_PARTS = 50;
const isLong = process.env["HEADROOM_FAULT_ROUNDS"] !== undefined;
const SPANS = isLong ? 120 : 8;
const PAUSE_MS = 2_000;

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});

afterAll(() => product.dispose());

/** Sends one span on the client's own connection; resolves with the status of the answer. */
function sendSpan(agent: Agent, service: string): Promise<number> {
  const { body } = spanRequest({ service, count: 1 });
  return new Promise((resolve, reject) => {
    const sent = request(
      `${product.otlpHttpUrl}/v1/traces`,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode ?? 0));
        answer.once("error", reject);
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

interface Client {
  readonly statuses: number[];
  readonly connections: number;
}

async function runClient(index: number): Promise<Client> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: number[] = [];
  let connections = 0;
  agent.on("free", (socket: { sent?: boolean }) => {
    if (socket.sent === undefined) connections += 1;
    socket.sent = true;
  });
  try {
    for (let turn = 0; turn < SPANS; turn += 1) {
      // The first spans of all clients come at once, the later ones spread over the pause.
      if (turn > 0) await delay(PAUSE_MS * (0.5 + Math.random()));
      statuses.push(await sendSpan(agent, `client-${index % 20}`));
    }
  } finally {
    agent.destroy();
  }
  return { statuses, connections };
}

function readProcess(): { cpuMs: number; rssMib: number } {
  const stat = readFileSync(`/proc/${product.pid()}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const status = readFileSync(`/proc/${product.pid()}/status`, "utf8");
  const rssKib = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * 10,
    rssMib: Math.round(rssKib / 1024),
  };
}

async function countStored(): Promise<number> {
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  const { spans } = await product.api.call("getTraceVolume", { query: { from, to } });
  return spans.reduce((sum, [, count]) => sum + (count ?? 0), 0);
}

async function readParts(): Promise<number> {
  const { tables } = await product.api.call("getStorage");
  return Math.max(...tables.map(({ parts }) => parts));
}

it(
  `${CLIENTS} clients with a connection each send one span at a time`,
  async () => {
    const before = readProcess();
    const startedMs = Date.now();
    let isSending = true;
    let mostParts = 0;
    let mostRssMib = 0;
    const watch = async (): Promise<void> => {
      while (isSending) {
        mostParts = Math.max(mostParts, await readParts());
        mostRssMib = Math.max(mostRssMib, readProcess().rssMib);
        await delay(500);
      }
    };
    const watching = watch();
    const clients = await Promise.all(
      Array.from({ length: CLIENTS }, (_, index) => runClient(index)),
    ).finally(() => (isSending = false));
    await watching;
    const seconds = (Date.now() - startedMs) / 1_000;
    const cpuShare = (readProcess().cpuMs - before.cpuMs) / 10 / seconds;

    const statuses = clients.flatMap((client) => client.statuses);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(clients.every(({ connections }) => connections === 1)).toBe(true);
    const stored = await eventually("everything is stored", async () => {
      const count = await countStored();
      return count >= CLIENTS * SPANS ? count : undefined;
    });
    expect(stored).toBe(CLIENTS * SPANS);
    expect(mostParts).toBeGreaterThan(0);
    expect(mostParts).toBeLessThan(MOST_PARTS);
    console.log(
      `${statuses.length} requests in ${seconds.toFixed(1)} s: at most ${mostParts} active parts in a table, ${mostRssMib} MiB, ${cpuShare.toFixed(0)} % of a core`,
    );
  },
  isLong ? 600_000 : 120_000,
);
