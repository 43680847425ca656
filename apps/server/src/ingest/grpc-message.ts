import type { Readable } from "node:stream";
import type { ServerInterceptingCallInterface } from "@grpc/grpc-js";

/** How the one message of a call arrived. */
export interface ArrivingMessage {
  /** Content encoding of the message's bytes; undefined when they are not compressed. */
  encoding(): string | undefined;
}

interface OpenCall {
  readonly stream: Readable;
  incomingEncoding: string;
}

/**
 * Counts the bytes of a call's message while they arrive, and keeps the library from unpacking
 * it, which it would do without a bound over all calls. Neither has a public hook: the version of
 * the library is pinned, and a test notices when these places have moved.
 * @param take is told the bytes of every piece; false when they are too many, and then what
 *   follows is not counted any more
 */
export function watchMessage(
  call: ServerInterceptingCallInterface,
  take: (bytes: number) => boolean,
): ArrivingMessage {
  if (!isOpen(call)) throw new Error("This version of the gRPC library keeps its calls elsewhere.");
  const encoding = call.incomingEncoding;
  call.incomingEncoding = "identity";
  let isCompressed: boolean | undefined;
  const count = (piece: Buffer): void => {
    // A message begins with a byte that says whether it is compressed.
    isCompressed ??= piece[0] === 1;
    if (!take(piece.length)) call.stream.off("data", count);
  };
  call.stream.on("data", count);
  return { encoding: () => (isCompressed === true ? encoding : undefined) };
}

function isOpen(call: object): call is OpenCall {
  return "stream" in call && "incomingEncoding" in call;
}
