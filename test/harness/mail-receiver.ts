import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { createInbox, type Inbox } from "./inbox.ts";

/** A local SMTP server that remembers what it got. */
export interface MailReceiver extends Pick<Inbox<Email>, "received" | "waitFor"> {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an SMTP server on a free loopback port. */
export async function startMailReceiver(): Promise<MailReceiver> {
  const inbox = createInbox<Email>((mail) => mail.subject);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          done();
          inbox.add(mail);
        });
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    ...inbox,
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
