/**
 * An open-loop load generator, a process of its own: takes an OpenLoopPlan as its argument and
 * prints an OpenLoopResult as JSON. Requests go out at their times whether or not earlier ones
 * are answered. How late this process itself is, on a machine that it shares with the server, is
 * told apart from the latency of the answers.
 */
import { Agent, request as httpRequest } from "node:http";
import { buildRequest, rowsPerRequest } from "../../bench/ingest/shop-traffic.ts";

/** What to send. `requestsPerSecond` null: as many as are answered over `connections`. */
export interface OpenLoopPlan {
  readonly otlpHttpUrl: string;
  readonly seconds: number;
  readonly requestsPerSecond: number | null;
  readonly connections: number;
}

/** What came of it; latencies in ms. */
export interface OpenLoopResult {
  readonly sent: number;
  readonly rows: number;
  readonly acknowledged: number;
  /** Answers of 429 and 503 that say when to come back. */
  readonly shed: number;
  /** Everything else: other statuses, no answer, no Retry-After. */
  readonly failed: Readonly<Record<string, number>>;
  /** Requests that were due while every connection had one open; they were not sent. */
  readonly held: number;
  readonly acknowledgedMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly shedMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Time from when a request was due to when it was sent. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

const MOST_OPEN = 1_000;
const REQUEST_LIMIT_MS = 30_000;
const distinctRequests = 16;

const plan: OpenLoopPlan = JSON.parse(process.argv[2] ?? "{}");
const bodies = Array.from({ length: distinctRequests }, (_, seed) => buildRequest("spans", seed));
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections });
const acknowledgedMs: number[] = [];
const shedMs: number[] = [];
const lateMs: number[] = [];
const failed: Record<string, number> = {};
let sent = 0;
let open = 0;
let held = 0;

function fail(why: string): void {
  failed[why] = (failed[why] ?? 0) + 1;
}

function post(dueMs: number): Promise<void> {
  const request = bodies[sent++ % distinctRequests];
  if (request === undefined) return Promise.resolve();
  request.stamp(BigInt(Date.now()) * 1_000_000n);
  // The bytes are copied: this one may still be waiting when its buffer gets new ids.
  const body = Buffer.from(request.body);
  open += 1;
  const sentMs = performance.now();
  lateMs.push(sentMs - dueMs);
  return new Promise<void>((resolve) => {
    const headers = { "content-type": "application/x-protobuf", "content-length": body.length };
    const out = httpRequest(
      `${plan.otlpHttpUrl}/v1/traces`,
      { method: "POST", agent, headers, timeout: REQUEST_LIMIT_MS },
      (answer) => {
        answer.resume();
        answer.on("error", () => fail("cut answer"));
        answer.on("end", () => {
          const status = answer.statusCode ?? 0;
          const tookMs = performance.now() - sentMs;
          if (status === 200) acknowledgedMs.push(tookMs);
          else if ((status === 503 || status === 429) && answer.headers["retry-after"]) {
            shedMs.push(tookMs);
          } else fail(String(status));
        });
        answer.on("close", resolve);
      },
    );
    out.on("timeout", () => out.destroy(new Error("no answer in 30 s")));
    out.on("error", (error: NodeJS.ErrnoException) => {
      fail(error.code ?? error.message);
      resolve();
    });
    out.end(body);
  }).finally(() => (open -= 1));
}

async function sendClosedLoop(): Promise<void> {
  const endMs = performance.now() + plan.seconds * 1_000;
  const lane = async (): Promise<void> => {
    while (performance.now() < endMs) await post(performance.now());
  };
  await Promise.all(Array.from({ length: plan.connections }, lane));
}

async function sendOpenLoop(perSecond: number): Promise<void> {
  const startMs = performance.now();
  const total = Math.floor(perSecond * plan.seconds);
  const all: Promise<void>[] = [];
  for (let index = 0; index < total; index++) {
    const dueMs = startMs + (index / perSecond) * 1_000;
    const waitMs = dueMs - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    else if (index % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (open >= MOST_OPEN) held += 1;
    else all.push(post(dueMs));
  }
  await Promise.all(all);
}

function summarise(latencies: number[]) {
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(latencies[Math.floor(share * (latencies.length - 1))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

if (plan.requestsPerSecond === null) await sendClosedLoop();
else await sendOpenLoop(plan.requestsPerSecond);
const result: OpenLoopResult = {
  sent,
  rows: acknowledgedMs.length * rowsPerRequest,
  acknowledged: acknowledgedMs.length,
  shed: shedMs.length,
  failed,
  held,
  acknowledgedMs: summarise(acknowledgedMs),
  shedMs: summarise(shedMs),
  lateMs: summarise(lateMs),
};
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
