import {
  Client,
  compressionAlgorithms,
  credentials,
  Metadata,
  type ServiceError,
} from "@grpc/grpc-js";

const passBytes = (bytes: Buffer): Buffer => bytes;

/** What a unary call ended with: the bytes of the answer, or the status. */
export type GrpcOutcome =
  | { readonly ok: true; readonly bytes: Buffer }
  | {
      readonly ok: false;
      readonly code: number;
      readonly details: string;
      /** Bytes of the google.rpc.Status in the trailers. */
      readonly status: Buffer | undefined;
    };

/** A client of one address that sends bytes as they are. */
export function createGrpcClient(address: string, compression?: "gzip") {
  const client = new Client(address, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    ...(compression === undefined
      ? {}
      : { "grpc.default_compression_algorithm": compressionAlgorithms.gzip }),
  });
  return {
    call: (path: string, body: Buffer, authorization?: string): Promise<GrpcOutcome> =>
      new Promise((resolve) => {
        const metadata = new Metadata();
        if (authorization !== undefined) metadata.set("authorization", authorization);
        const deadline = Date.now() + 15_000;
        client.makeUnaryRequest(
          path,
          passBytes,
          passBytes,
          body,
          metadata,
          { deadline },
          (error: ServiceError | null, bytes) => {
            if (error === null) return resolve({ ok: true, bytes: bytes ?? Buffer.alloc(0) });
            const [status] = error.metadata.get("grpc-status-details-bin");
            resolve({
              ok: false,
              code: error.code,
              details: error.details,
              status: Buffer.isBuffer(status) ? status : undefined,
            });
          },
        );
      }),
    close: () => client.close(),
  };
}
