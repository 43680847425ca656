/**
 * The load generator, a process of its own: takes a LoadPlan as its argument, sends pre-encoded
 * requests over keep-alive connections, and prints a LoadResult as JSON when every one is
 * acknowledged.
 */
import { Agent, request as httpRequest } from "node:http";
import { connect, type ClientHttp2Session } from "node:http2";
import {
  buildRequest,
  rowsPerRequest,
  type BenchRequest,
  type BenchSignal,
} from "./shop-traffic.ts";

/** What to send. `rowsPerSecond` null: as fast as it is acknowledged. */
export interface LoadPlan {
  readonly signal: BenchSignal;
  readonly protocol: "http" | "grpc";
  readonly httpUrl: string;
  readonly grpcUrl: string;
  readonly rows: number;
  readonly rowsPerSecond: number | null;
  readonly connections: number;
}

/** What came of it. Latency is that of one acknowledged request, ms. */
export interface LoadResult {
  readonly acknowledgedRows: number;
  readonly refusedRequests: number;
  readonly seconds: number;
  /** When the first request was sent, Unix ms: the requests are made before. */
  readonly startedAtMs: number;
  /** Processor time of the generator itself. */
  readonly cpuSeconds: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

const paths = { spans: "traces", logs: "logs", points: "metrics" } as const;
const services = {
  spans: "trace.v1.TraceService",
  logs: "logs.v1.LogsService",
  points: "metrics.v1.MetricsService",
} as const;
const distinctRequests = 48;
const retryMs = 200;

type Send = (body: Buffer) => Promise<boolean>;

function sendOverHttp(plan: LoadPlan): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: plan.connections });
  const url = new URL(`/v1/${paths[plan.signal]}`, plan.httpUrl);
  return (body) =>
    new Promise((resolve, reject) => {
      const headers = { "content-type": "application/x-protobuf", "content-length": body.length };
      const sent = httpRequest(url, { agent, method: "POST", headers }, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode === 200));
      });
      sent.on("error", reject);
      sent.end(body);
    });
}

function sendOverGrpc(plan: LoadPlan): Send {
  const sessions: ClientHttp2Session[] = Array.from({ length: Math.min(4, plan.connections) }, () =>
    connect(plan.grpcUrl),
  );
  let turn = 0;
  const path = `/opentelemetry.proto.collector.${services[plan.signal]}/Export`;
  return (body) =>
    new Promise((resolve, reject) => {
      const session = sessions[turn++ % sessions.length];
      if (session === undefined) return reject(new Error("There is no session."));
      const stream = session.request({
        ":method": "POST",
        ":path": path,
        "content-type": "application/grpc",
        te: "trailers",
      });
      let isOk = false;
      stream.on("response", (headers) => (isOk ||= headers["grpc-status"] === "0"));
      stream.on("trailers", (trailers) => (isOk = trailers["grpc-status"] === "0"));
      stream.on("error", reject);
      stream.on("end", () => resolve(isOk));
      stream.resume();
      const prefix = Buffer.alloc(5);
      prefix.writeUInt32BE(body.length, 1);
      stream.write(prefix);
      stream.end(body);
    });
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function run(plan: LoadPlan): Promise<LoadResult> {
  const pool = Array.from({ length: distinctRequests }, (_, seed) =>
    buildRequest(plan.signal, seed),
  );
  const free: BenchRequest[] = [...pool];
  const send = plan.protocol === "http" ? sendOverHttp(plan) : sendOverGrpc(plan);
  const total = Math.ceil(plan.rows / rowsPerRequest);
  const latencies: number[] = [];
  let started = 0;
  let refused = 0;
  const startMs = performance.now();
  const startedAtMs = Date.now();
  const startCpu = process.cpuUsage();

  async function worker(): Promise<void> {
    while (started < total) {
      const index = started++;
      if (plan.rowsPerSecond !== null) {
        const dueMs = startMs + ((index * rowsPerRequest) / plan.rowsPerSecond) * 1_000;
        if (dueMs > performance.now()) await wait(dueMs - performance.now());
      }
      const request = free.pop();
      if (request === undefined) throw new Error("Use fewer connections than distinct requests.");
      request.stamp(BigInt(Date.now()) * 1_000_000n);
      for (;;) {
        const sentMs = performance.now();
        if (await send(request.body)) {
          latencies.push(performance.now() - sentMs);
          break;
        }
        refused += 1;
        await wait(retryMs);
      }
      free.push(request);
    }
  }

  await Promise.all(Array.from({ length: plan.connections }, worker));
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(startCpu);
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))] ?? 0;
  return {
    acknowledgedRows: total * rowsPerRequest,
    refusedRequests: refused,
    seconds,
    startedAtMs,
    cpuSeconds: (user + system) / 1e6,
    latencyMs: { p50: at(0.5), p99: at(0.99) },
  };
}

const plan: LoadPlan = JSON.parse(process.argv[2] ?? "{}");
process.stdout.write(`${JSON.stringify(await run(plan))}\n`, () => process.exit(0));
