import type { Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { SecureContextOptions, TlsOptions } from "node:tls";
import { ServerCredentials } from "@grpc/grpc-js";
import type { TlsIdentity } from "./tls-identity.ts";
import type { TlsMaterial } from "./tls-files.ts";

const HANDSHAKE_LIMIT_MS = 10_000;
/** First byte of a TLS connection: a record of type handshake. */
const TLS_HANDSHAKE = 0x16;

const plainHttpAnswer = [
  "HTTP/1.1 400 Bad Request",
  "Content-Type: text/plain; charset=utf-8",
  "Connection: close",
  "",
  "This port takes TLS only. Send to it with https:// instead of http://.\n",
].join("\r\n");

/** Options of a TLS server that shows `identity` and, with an authority given, asks for its clients' certificates. */
export function tlsOptionsOf(identity: TlsIdentity): TlsOptions {
  const material = identity.current();
  return {
    ...contextOf(material),
    requestCert: material.ca !== undefined,
    rejectUnauthorized: material.ca !== undefined,
    handshakeTimeout: HANDSHAKE_LIMIT_MS,
  };
}

/** Keeps an HTTPS server's certificate up to date; plain HTTP is answered with 400 on its port. */
export function followIdentity(server: HttpsServer, identity: TlsIdentity): void {
  identity.onChange((material) => server.setSecureContext(contextOf(material)));
  const acceptTls = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    const giveUp = (): void => void socket.destroy();
    socket.setTimeout(HANDSHAKE_LIMIT_MS, giveUp);
    socket.once("error", giveUp);
    socket.once("data", (first: Buffer) => {
      socket.pause();
      socket.setTimeout(0, giveUp);
      if (first[0] !== TLS_HANDSHAKE) return socket.end(plainHttpAnswer);
      socket.off("error", giveUp);
      socket.unshift(first);
      for (const accept of acceptTls) Reflect.apply(accept, server, [socket]);
    });
  });
}

/** Credentials of a gRPC server that follow the files of `identity`. */
export class IdentityCredentials extends ServerCredentials {
  constructor(identity: TlsIdentity) {
    const { requestCert, rejectUnauthorized, handshakeTimeout } = tlsOptionsOf(identity);
    super(
      {
        ...(requestCert === undefined ? {} : { requestCert }),
        ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
        ...(handshakeTimeout === undefined ? {} : { handshakeTimeout }),
      },
      contextOf(identity.current()),
    );
    identity.onChange((material) => this.updateSecureContextOptions(contextOf(material)));
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function contextOf({ cert, key, ca }: TlsMaterial): SecureContextOptions {
  return { cert, key, minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) };
}
