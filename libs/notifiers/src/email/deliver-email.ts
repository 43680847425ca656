import { Socket } from "node:net";
import type { DeliveryOutcome, Notification } from "@headroom/alerting";
import { createTransport } from "nodemailer";
import type { ChannelConfig } from "../channel.ts";
import type { DeliveryOptions, SmtpSettings } from "../options.ts";
import { emailMessage } from "./message.ts";
import { outcomeOfSmtpError } from "./outcome.ts";

const NOT_SET_UP: DeliveryOutcome = {
  outcome: "failed",
  detail:
    "E-mail needs a mail server. Set SMTP_URL (smtp://user:password@host:587) and start again.",
};

/** Sends a notice by e-mail to all addresses of the channel, in one message. */
export async function deliverEmail(
  config: Extract<ChannelConfig, { type: "email" }>,
  notification: Notification,
  options: DeliveryOptions,
): Promise<DeliveryOutcome> {
  const { smtp, timeoutMs } = options;
  const server = smtp === undefined || smtp === null ? null : parseServer(smtp);
  if (smtp === undefined || smtp === null || server === null) return NOT_SET_UP;
  // Our own socket, so that the time limit can end a server that answers drop by drop.
  const socket = new Socket();
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  const stopped = Promise.withResolvers<DeliveryOutcome>();
  const stop = (): void => {
    socket.destroy();
    stopped.resolve({
      outcome: "retryable",
      detail: limit.aborted
        ? `The mail server did not finish within ${timeoutMs} ms.`
        : "Headroom is stopping; the notice will be sent later.",
    });
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([
      stopped.promise,
      send(config, notification, smtp, server, socket, timeoutMs),
    ]);
  } finally {
    signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}

async function send(
  config: Extract<ChannelConfig, { type: "email" }>,
  notification: Notification,
  smtp: SmtpSettings,
  server: MailServer,
  socket: Socket,
  timeoutMs: number,
): Promise<DeliveryOutcome> {
  try {
    const transport = createTransport({
      ...server,
      socket,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const { headers, ...message } = emailMessage(notification, domainOf(smtp.from));
    const sent = await transport.sendMail({
      ...message,
      headers: { ...headers },
      from: smtp.from,
      to: [...config.to],
    });
    return outcomeOfSent(sent.accepted.length, sent.rejected.map(String));
  } catch (error) {
    return outcomeOfSmtpError(error);
  }
}

function outcomeOfSent(accepted: number, rejected: readonly string[]): DeliveryOutcome {
  const refused = rejected.length === 0 ? "" : `; refused: ${rejected.join(", ")}`;
  return { outcome: "delivered", detail: `Taken for ${accepted} address(es)${refused}` };
}

interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

function parseServer(smtp: SmtpSettings): MailServer | null {
  const url = URL.parse(smtp.url);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") return null;
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? (secure ? 465 : 587) : Number(url.port);
  if (url.username === "") return { host, port, secure };
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return { host, port, secure, auth };
}

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? "headroom.invalid";
}
