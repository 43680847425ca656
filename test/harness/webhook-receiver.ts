import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createInbox, type Inbox } from "./inbox.ts";

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** A local webhook target that remembers what it got. */
export interface WebhookReceiver extends Pick<Inbox<ReceivedWebhook>, "received" | "waitFor"> {
  readonly url: string;
  /** Answers with this status from now on; `hang` keeps the sender waiting. */
  answerWith(status: number | "hang"): void;
  stop(): Promise<void>;
}

/** Starts a webhook target on a free loopback port. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const inbox = createInbox<ReceivedWebhook>((webhook) => webhook.body);
  let answer: number | "hang" = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      if (answer !== "hang") response.writeHead(answer).end();
      inbox.add({ headers: request.headers, body });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...inbox,
    url: `http://127.0.0.1:${port}/hook`,
    answerWith: (status) => {
      answer = status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
