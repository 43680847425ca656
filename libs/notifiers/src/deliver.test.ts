import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { fetch } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { parseChannel } from "./channel.ts";
import { deliver } from "./deliver.ts";
import { exampleNotification } from "./testing/example-notification.ts";

interface Request {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A real HTTP server that keeps what it was sent. */
async function receiver(answer: (response: ServerResponse) => void) {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  });
  const port = await portOf(server);
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return { requests, url: `http://127.0.0.1:${port}/hook` };
}

const options = { timeoutMs: 20_000, allowPrivateTargets: true };
const webhook = (url: string, more = {}) => parseChannel({ type: "webhook", url, ...more });

describe("webhook delivery", () => {
  it("posts the notice with its key, the own headers and a signature that verifies", async () => {
    const { requests, url } = await receiver((response) => response.end("ok"));
    const channel = webhook(url, {
      secret: "s3cret",
      headers: { Authorization: "Bearer t", Host: "evil.invalid", "Idempotency-Key": "mine" },
    });
    const outcome = await deliver(channel, exampleNotification(), options);
    expect(outcome).toEqual({ outcome: "delivered", detail: "HTTP 200" });
    const [request] = requests;
    expect(request?.headers).toMatchObject({
      "idempotency-key": exampleNotification().dedupKey,
      authorization: "Bearer t",
      "content-type": "application/json",
      "user-agent": "Headroom",
    });
    expect(request?.headers.host).not.toContain("evil");
    const [, seconds, digest] =
      /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(request?.headers["x-headroom-signature"])) ?? [];
    const expected = createHmac("sha256", "s3cret").update(`${seconds}.${request?.body}`);
    expect(digest).toBe(expected.digest("hex"));
    expect(JSON.parse(request?.body ?? "")).toMatchObject({ version: "4", status: "firing" });
  });

  it("reports refusal, overload with its pause, and redirects", async () => {
    const status = async (code: number, headers = {}) => {
      const { url } = await receiver((response) => response.writeHead(code, headers).end("no"));
      return deliver(webhook(url), exampleNotification(), options);
    };
    expect(await status(400)).toEqual({ outcome: "failed", detail: "HTTP 400: no" });
    expect(await status(503, { "retry-after": "9" })).toEqual({
      outcome: "retryable",
      detail: "HTTP 503: no",
      retryAfterMs: 9_000,
    });
    const next = await receiver((response) => response.end());
    expect((await status(307, { location: next.url })).outcome).toBe("failed");
    expect(next.requests).toEqual([]);
  });

  it("gives up on a receiver that never answers, and on one that drips its headers", async () => {
    const silent = createTcpServer((socket) => socket.on("error", () => undefined).resume());
    const dripping = createTcpServer((socket) => {
      socket.on("error", () => undefined).resume();
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("x-drip: 1\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    for (const server of [silent, dripping]) {
      const sockets: { destroy(): void }[] = [];
      server.on("connection", (socket) => sockets.push(socket));
      const url = `http://127.0.0.1:${await portOf(server)}/`;
      const outcome = await deliver(webhook(url), exampleNotification(), {
        ...options,
        timeoutMs: 250,
      });
      expect(outcome).toEqual({ outcome: "retryable", detail: "No answer within 250 ms." });
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    }
  });

  it("counts a 2xx as delivered though its body never ends or is very long", async () => {
    const endless = await receiver((response) => void response.writeHead(200).write("x"));
    const stop = new AbortController();
    const outcome = await deliver(webhook(endless.url), exampleNotification(), {
      ...options,
      signal: stop.signal,
      fetch: async (...request) => {
        const response = await fetch(...request);
        stop.abort();
        return response;
      },
    });
    expect(outcome).toEqual({ outcome: "delivered", detail: "HTTP 200" });
    const long = await receiver((response) => response.end("x".repeat(5_000_000)));
    const full = await deliver(webhook(long.url), exampleNotification(), options);
    expect(full.outcome).toBe("delivered");
  });

  it("retries when the connection is refused or reset", async () => {
    const closed = createTcpServer();
    const port = await portOf(closed);
    closed.close();
    await once(closed, "close");
    const refused = await deliver(
      webhook(`http://127.0.0.1:${port}/`),
      exampleNotification(),
      options,
    );
    expect(refused).toMatchObject({ outcome: "retryable" });
    expect(refused.detail).toContain("ECONNREFUSED");
    const resetting = createTcpServer((socket) => socket.resetAndDestroy());
    const url = `http://127.0.0.1:${await portOf(resetting)}/`;
    expect((await deliver(webhook(url), exampleNotification(), options)).outcome).toBe("retryable");
    resetting.close();
    await once(resetting, "close");
  });

  it.each(["http://127.0.0.1", "http://localhost", "http://[::1]", "http://2130706433"])(
    "does not reach %s unless private targets are allowed",
    async (origin) => {
      const { requests, url } = await receiver((response) => response.end());
      const target = `${origin}:${new URL(url).port}/hook`;
      const outcome = await deliver(webhook(target), exampleNotification(), {
        ...options,
        allowPrivateTargets: false,
      });
      expect(outcome.outcome).toBe("failed");
      expect(outcome.detail).toContain("not a public address");
      expect(requests).toEqual([]);
    },
  );

  it("stops when it is told to", async () => {
    const { url } = await receiver(() => undefined);
    const stop = new AbortController();
    const pending = deliver(webhook(url), exampleNotification(), {
      ...options,
      signal: stop.signal,
    });
    stop.abort();
    expect((await pending).outcome).toBe("retryable");
  });

  it("fails for settings that can never work", async () => {
    const notification = exampleNotification();
    const outcomes = await Promise.all([
      deliver(webhook("ftp://host.invalid/"), notification, options),
      deliver(webhook("nonsense"), notification, options),
      deliver(parseChannel({ type: "pigeon" }), notification, options),
      deliver(parseChannel({ type: "email", to: ["a@b.invalid"] }), notification, options),
    ]);
    expect(outcomes.map((each) => each.outcome)).toEqual(["failed", "failed", "failed", "failed"]);
    const { url } = await receiver((response) => response.end());
    const bad = webhook(url, { headers: { "bad header": "x", ok: "line\nbreak" } });
    expect((await deliver(bad, notification, options)).outcome).toBe("failed");
  });
});

describe("slack delivery", () => {
  it("posts blocks to the incoming webhook", async () => {
    const { requests, url } = await receiver((response) => response.end("ok"));
    const channel = parseChannel({ type: "slack", webhookUrl: url });
    expect((await deliver(channel, exampleNotification(), options)).outcome).toBe("delivered");
    expect(JSON.parse(requests[0]?.body ?? "")).toHaveProperty("blocks");
  });
});
