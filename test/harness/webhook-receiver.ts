import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** A local webhook target that remembers what it got. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** Answers with this status from now on; `hang` keeps the sender waiting. */
  answerWith(status: number | "hang"): void;
  /** Resolves with the first request, past or future, that matches. */
  waitFor(
    matches: (webhook: ReceivedWebhook) => boolean,
    limitMs?: number,
  ): Promise<ReceivedWebhook>;
  stop(): Promise<void>;
}

/** Starts a webhook target on a free loopback port. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  let answer: number | "hang" = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      received.push({
        headers: request.headers,
        body: JSON.parse(text) as Record<string, unknown>,
      });
      if (answer !== "hang") response.writeHead(answer).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answerWith: (status) => {
      answer = status;
    },
    waitFor: (matches, limitMs = 60_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(
              `No such webhook in ${limitMs} ms; got ${JSON.stringify(received.map((each) => each.body))}`,
            ),
          );
        }, limitMs);
        const look = (): void => {
          const found = received.find(matches);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
