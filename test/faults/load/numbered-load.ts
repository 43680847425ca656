import { Agent, request as httpRequest } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { OtlpSignal } from "@headroom/otlp";
import { numberedRequest } from "./numbered-requests.ts";

/** What the sender knows of a request: refused is an answer other than 200, lost is none. */
export type Fate = "acknowledged" | "refused" | "lost";

/** Requests that were sent, by batch. */
export interface SentRequest {
  readonly signal: OtlpSignal;
  readonly fate: Fate;
  /** Status of the answer; 0 without one. */
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly latencyMs: number;
  /** When it was sent, ms of the monotonic clock. */
  readonly sentMs: number;
}

const signals: readonly OtlpSignal[] = ["traces", "metrics", "logs"];
const RECONNECT_MS = 25;
const REQUEST_LIMIT_MS = 20_000;

interface Answer {
  /** 0 without one. */
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

const noAnswer: Answer = { status: 0, retryAfter: undefined, body: "" };

/**
 * Sends numbered requests of all three signals in turn, each once, over a few lanes, for as long
 * as it is told to; goes on while the server is away.
 */
export class NumberedLoad {
  readonly sent = new Map<string, SentRequest>();
  readonly #url: string;
  readonly #timeMs: number;
  readonly #pauseMs: number;
  readonly #agent = new Agent({ keepAlive: true });
  #next = 0;
  #lanes: Promise<void>[] = [];
  #isRunning = false;
  #waiting: { count: number; resolve: () => void }[] = [];
  #acknowledged = 0;

  constructor(options: { otlpHttpUrl: string; timeMs: number; pauseMs?: number }) {
    this.#url = options.otlpHttpUrl;
    this.#timeMs = options.timeMs;
    this.#pauseMs = options.pauseMs ?? 0;
  }

  start(lanes: number): void {
    this.#isRunning = true;
    this.#lanes = Array.from({ length: lanes }, () => this.#sendInTurn());
  }

  /** Resolves when every request has its answer, or none for good. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all(this.#lanes);
  }

  /** Lets go of the connections. */
  close(): void {
    this.#agent.destroy();
  }

  /** Resolves when `count` more requests are acknowledged. */
  acknowledged(count: number): Promise<void> {
    return new Promise((resolve) =>
      this.#waiting.push({ count: this.#acknowledged + count, resolve }),
    );
  }

  /** How many requests met each fate. */
  count(): Record<Fate, number> {
    const counts = { acknowledged: 0, refused: 0, lost: 0 };
    for (const { fate } of this.sent.values()) counts[fate] += 1;
    return counts;
  }

  async #sendInTurn(): Promise<void> {
    while (this.#isRunning) {
      const number = this.#next++;
      const signal = signals[number % signals.length] ?? "traces";
      const sentMs = performance.now();
      const { status, retryAfter, body } = await this.#post(signal, `${signal}-${number}`);
      // Nothing may be left out for another reason than the one under test.
      if (status === 200 && body.includes("rejected")) throw new Error(`Left out: ${body}`);
      const fate = status === 200 ? "acknowledged" : status === 0 ? "lost" : "refused";
      const latencyMs = performance.now() - sentMs;
      const request = { signal, fate, status, retryAfter, latencyMs, sentMs } as const;
      this.sent.set(`${signal}-${number}`, request);
      if (fate === "acknowledged") this.#countAcknowledged();
      if (fate === "acknowledged" && this.#pauseMs === 0) continue;
      await delay(Math.max(this.#pauseMs, fate === "acknowledged" ? 0 : RECONNECT_MS));
    }
  }

  #countAcknowledged(): void {
    this.#acknowledged += 1;
    const reached = this.#waiting.filter(({ count }) => count <= this.#acknowledged);
    this.#waiting = this.#waiting.filter(({ count }) => count > this.#acknowledged);
    for (const { resolve } of reached) resolve();
  }

  #post(signal: OtlpSignal, batch: string): Promise<Answer> {
    const body = numberedRequest(signal, batch, this.#timeMs);
    return new Promise((resolve) => {
      const none = (): void => resolve(noAnswer);
      const headers = {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      };
      const sent = httpRequest(
        `${this.#url}/v1/${signal}`,
        { method: "POST", agent: this.#agent, headers, timeout: REQUEST_LIMIT_MS },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
          answer.on("error", none);
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              retryAfter: answer.headers["retry-after"],
              body: text,
            }),
          );
          answer.on("close", none);
        },
      );
      sent.on("timeout", () => sent.destroy());
      sent.on("error", none);
      sent.end(body);
    });
  }
}
