import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import type { Notification } from "@headroom/alerting";
import { deliver, parseChannel } from "@headroom/notifiers";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";

const notification: Notification = {
  kind: "firing",
  dedupKey: "incident-1:firing:1:channel-1",
  incidentId: "incident-1",
  incidentUrl: "http://headroom.invalid/incidents/incident-1",
  title: "High latency ünd more",
  summary: "p95 is 412, above 300",
  severity: "critical",
  ruleName: "High latency",
  groupKey: "rule:latency",
  commonLabels: {},
  alerts: [],
  truncatedAlerts: 0,
  sentAt: "2030-01-01T00:00:00.000Z",
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function mailServer(settings: SMTPServerOptions) {
  const messages: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        messages.push(Buffer.concat(chunks).toString());
        done();
      });
    },
    ...settings,
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { messages, port };
}

function send(url: string, to: string[] = ["ops@example.invalid"], timeoutMs = 20_000) {
  return deliver(parseChannel({ type: "email", to }), notification, {
    timeoutMs,
    allowPrivateTargets: false,
    smtp: { url, from: "Headroom <headroom@example.invalid>" },
  });
}

function refusal(code: number): Error {
  return Object.assign(new Error("not now"), { responseCode: code });
}

describe("e-mail delivery", () => {
  it("sends text and HTML with a stable id and the thread of the incident", async () => {
    const { messages, port } = await mailServer({});
    const outcome = await send(`smtp://127.0.0.1:${port}`, ["a@x.invalid", "b@x.invalid"]);
    expect(outcome.outcome).toBe("delivered");
    await send(`smtp://127.0.0.1:${port}`);
    const [first, second] = await Promise.all(messages.map((each) => PostalMime.parse(each)));
    expect(first).toMatchObject({
      subject: "Firing: High latency ünd more",
      from: { address: "headroom@example.invalid" },
      to: [{ address: "a@x.invalid" }, { address: "b@x.invalid" }],
    });
    expect(first?.text).toContain("p95 is 412");
    expect(first?.html).toContain("Open the incident");
    expect(first?.messageId).toBe(second?.messageId);
    expect(first?.references).toBe(second?.references);
    expect(first?.references).toContain("@example.invalid>");
  });

  it("logs in, and takes a refused login as final", async () => {
    const { messages, port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === "us er" && password === "p@ss"
          ? done(null, { user: username })
          : done(refusal(535)),
    });
    expect((await send(`smtp://us%20er:p%40ss@127.0.0.1:${port}`)).outcome).toBe("delivered");
    expect((await send(`smtp://us%20er:wrong@127.0.0.1:${port}`)).outcome).toBe("failed");
    expect(messages).toHaveLength(1);
  });

  it.each([
    [451, "retryable"],
    [421, "retryable"],
    [550, "failed"],
    [554, "failed"],
  ] as const)("takes the reply %i as %s", async (code, outcome) => {
    const atRecipient = await mailServer({
      onRcptTo: (_to, _session, done) => done(refusal(code)),
    });
    expect((await send(`smtp://127.0.0.1:${atRecipient.port}`)).outcome).toBe(outcome);
    const atData = await mailServer({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => done(refusal(code)));
      },
    });
    expect((await send(`smtp://127.0.0.1:${atData.port}`)).outcome).toBe(outcome);
  });

  it("names the addresses that were refused while others were taken", async () => {
    const { port } = await mailServer({
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith("bad") ? done(refusal(550)) : done(),
    });
    const outcome = await send(`smtp://127.0.0.1:${port}`, ["good@x.invalid", "bad@x.invalid"]);
    expect(outcome).toMatchObject({ outcome: "delivered" });
    expect(outcome.detail).toContain("bad@x.invalid");
  });

  it("gives up in time on a server that says nothing or drips", async () => {
    const silent = createServer((socket) => socket.on("error", () => undefined).resume());
    const dripping = createServer((socket) => {
      socket.on("error", () => undefined).resume();
      const timer = setInterval(() => socket.write("220-wait\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    for (const server of [silent, dripping]) {
      const url = `smtp://127.0.0.1:${await listen(server)}`;
      const closed = new Promise<void>((resolve) =>
        server.on("connection", (socket) => socket.once("close", () => resolve())),
      );
      const outcome = await send(url, ["ops@example.invalid"], 250);
      expect(outcome).toEqual({
        outcome: "retryable",
        detail: "The mail server did not finish within 250 ms.",
      });
      await closed;
    }
  });

  it("retries when nobody listens", async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await once(server, "close");
    expect((await send(`smtp://127.0.0.1:${port}`)).outcome).toBe("retryable");
  });
});

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  });
  return (server.address() as AddressInfo).port;
}
