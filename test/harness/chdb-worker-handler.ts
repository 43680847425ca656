import { randomUUID } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readChdbRequest } from "./chdb-worker-request.ts";
import type { ChdbRequest } from "./chdb-worker-request.ts";
import type { ChdbSessions } from "./chdb-worker-sessions.ts";

const chunkBytes = 64 * 1024;

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function* inChunks(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += chunkBytes) {
    yield bytes.subarray(at, at + chunkBytes);
  }
}

// `INSERT INTO table (columns) SETTINGS … FORMAT X` with the rows in the body.
const insertPattern =
  /^\s*INSERT\s+INTO\s+(?<target>\S+)\s*(?<columns>\([^)]*\))?\s*(?<settings>SETTINGS\s[\s\S]*?)?\s*FORMAT\s+(?<format>\w+)\s*$/i;

/**
 * The statement that reads the body from its file. The engine in process takes no binary rows
 * behind a statement, so an insert becomes INSERT … SELECT FROM file with the table's own types.
 */
function insertFromFile(request: ChdbRequest, bodyPath: string, structure: string): string {
  const match = insertPattern.exec(request.sql)?.groups;
  if (!match) throw new Error("Code: 62. DB::Exception: Cannot parse the insert. (SYNTAX_ERROR)");
  const { target = "", columns = "", settings = "", format = "" } = match;
  const list = columns === "" ? "*" : columns.slice(1, -1);
  return `INSERT INTO ${target} ${columns} ${settings} SELECT ${list} FROM file(${quote(bodyPath)}, ${quote(format)}, ${quote(structure)})`;
}

async function describeColumns(sessions: ChdbSessions, sql: string): Promise<string> {
  const target = insertPattern.exec(sql)?.groups?.["target"] ?? "";
  const columns = insertPattern.exec(sql)?.groups?.["columns"] ?? "";
  const bytes = await sessions.run(`DESCRIBE TABLE ${target}`, {}, {}, "JSONEachRow");
  const wanted =
    columns === "" ? undefined : columns.slice(1, -1).replaceAll("`", "").split(/,\s*/);
  const rows: { name: string; type: string; default_type: string }[] = Buffer.from(bytes)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  return rows
    .filter((row) => (wanted ? wanted.includes(row.name.trim()) : row.default_type === ""))
    .map((row) => `\`${row.name}\` ${row.type}`)
    .join(", ");
}

async function runRequest(sessions: ChdbSessions, request: ChdbRequest): Promise<Uint8Array> {
  let sql = request.sql;
  const { bodyPath } = request;
  if (bodyPath !== undefined && (await stat(bodyPath)).size > 0) {
    sql = insertFromFile(request, bodyPath, await describeColumns(sessions, sql));
  }
  return sessions.run(sql, request.settings, request.parameters, request.format);
}

// The interface's own choice: what the client can mend is 400 or 404, limits and faults are 500.
function statusOf(code: number): number {
  if (code === 60 || code === 81) return 404;
  if ([27, 36, 42, 43, 46, 47, 53, 62, 115, 386, 456, 457].includes(code)) return 400;
  if (code === 202) return 503;
  return 500;
}

function sendException(response: ServerResponse, cause: unknown): void {
  const text = cause instanceof Error ? cause.message : String(cause);
  const code = Number(/Code: (\d+)/.exec(text)?.[1] ?? 1002);
  const body = text.startsWith("Code:")
    ? text
    : `Code: ${code}. DB::Exception: ${text} (UNKNOWN_EXCEPTION)`;
  response.writeHead(statusOf(code), {
    "content-type": "text/plain; charset=UTF-8",
    "x-clickhouse-exception-code": String(code),
  });
  response.end(`${body}\n`);
}

/** Answers ClickHouse's HTTP interface from engine sessions; any user is let in. */
export function createChdbHandler(
  sessions: ChdbSessions,
  directory: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith("/ping")) {
      response.end("Ok.\n");
      return;
    }
    const spoolPath = join(directory, `body-${randomUUID()}`);
    try {
      const parsed = await readChdbRequest(request, spoolPath);
      response.setHeader("x-clickhouse-query-id", parsed.queryId ?? randomUUID());
      response.setHeader("x-clickhouse-format", parsed.format);
      response.setHeader("x-clickhouse-timezone", "UTC");
      const bytes = await runRequest(sessions, parsed);
      await pipeline(Readable.from(inChunks(bytes)), response);
    } catch (cause) {
      if (response.headersSent) response.destroy();
      else sendException(response, cause);
    } finally {
      await rm(spoolPath, { force: true });
    }
  }
  return (request, response) => void answer(request, response);
}
