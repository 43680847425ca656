import type { IncomingMessage } from "node:http";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createZstdDecompress } from "node:zlib";

/** A request of ClickHouse's HTTP interface, taken apart. */
export interface ChdbRequest {
  readonly sql: string;
  readonly settings: Record<string, string>;
  readonly parameters: Record<string, string>;
  readonly format: string;
  readonly queryId: string | undefined;
  /** The body follows as a file when the statement came in the URL. */
  readonly bodyPath: string | undefined;
}

const reserved = new Set([
  "query",
  "query_id",
  "database",
  "default_format",
  "session_id",
  "compress",
  "decompress",
  "role",
  "user",
  "password",
]);

function decompressors(request: IncomingMessage): NodeJS.ReadWriteStream[] {
  const encoding = request.headers["content-encoding"];
  if (encoding === "gzip") return [createGunzip()];
  if (encoding === "br") return [createBrotliDecompress()];
  if (encoding === "zstd") return [createZstdDecompress()];
  return [];
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let stream: NodeJS.ReadableStream = request;
  for (const step of decompressors(request)) stream = stream.pipe(step);
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

// Parameters arrive in the form of TabSeparated values; the engine's binding escapes again.
function unescapeParameter(text: string): string {
  const plain: Record<string, string> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", "0": "\0" };
  return text.replace(/\\(.)/gs, (_, letter: string) => plain[letter] ?? letter);
}

async function readMultipart(request: IncomingMessage, url: URL): Promise<string> {
  const body = new Response(await readText(request), {
    headers: { "content-type": request.headers["content-type"] ?? "" },
  });
  const form = await body.formData();
  let query = "";
  for (const [name, value] of form) {
    const text = typeof value === "string" ? value : await value.text();
    if (name === "query") query = text;
    else url.searchParams.set(name, text);
  }
  return query;
}

/** Reads a request; a body that belongs to a statement in the URL is written to `spoolPath`. */
export async function readChdbRequest(
  request: IncomingMessage,
  spoolPath: string,
): Promise<ChdbRequest> {
  const url = new URL(request.url ?? "/", "http://gateway");
  const urlQuery = url.searchParams.get("query");
  let sql = urlQuery ?? "";
  let bodyPath: string | undefined;
  if (request.headers["content-type"]?.startsWith("multipart/form-data")) {
    sql = await readMultipart(request, url);
  } else if (urlQuery === null) {
    sql = await readText(request);
  } else if (request.method === "POST") {
    bodyPath = spoolPath;
    await pipeline([request, ...decompressors(request), createWriteStream(spoolPath)]);
  }
  const settings: Record<string, string> = {};
  const parameters: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (name.startsWith("param_")) parameters[name.slice(6)] = unescapeParameter(value);
    else if (!reserved.has(name)) settings[name] = value;
  }
  return {
    sql,
    settings,
    parameters,
    format: url.searchParams.get("default_format") ?? "TabSeparated",
    queryId: url.searchParams.get("query_id") ?? undefined,
    bodyPath,
  };
}
