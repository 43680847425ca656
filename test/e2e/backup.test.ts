import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RouteResponse } from "@headroom/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectExactlyOnce } from "../faults/load/check-rows.ts";
import { NumberedLoad } from "../faults/load/numbered-load.ts";
import { createApiClient, type ApiClient } from "../harness/api-client.ts";
import { startClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSampleTelemetry } from "../harness/sample-telemetry.ts";
import { sendSpans, spanRequest } from "../harness/send-spans.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../harness/webhook-receiver.ts";
import { readMetadata, readTelemetry } from "./backup/read-contents.ts";
import { runCommand, settingsOf } from "./backup/run-command.ts";

const admin = { email: "admin@example.com", password: "correct horse battery" };
const signIn = {
  HEADROOM_AUTH_REQUIRED: "true",
  HEADROOM_ADMIN_EMAIL: admin.email,
  HEADROOM_ADMIN_PASSWORD: admin.password,
};
let directory: string;
let product: Product;
let webhook: WebhookReceiver;
let api: ApiClient;
let ingestKey: string;
let incident: RouteResponse<"getIncident">;
const at = (name: string): string => join(directory, name);

async function signedIn(apiUrl: string): Promise<ApiClient> {
  const response = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(admin),
  });
  const cookies = response.headers.getSetCookie().map((each) => each.split(";")[0]);
  return createApiClient(apiUrl, { cookie: cookies.join("; ") });
}

/** An instance with a channel, a policy, a key, and a rule that fired. */
async function furnish(): Promise<void> {
  const { id: channelId } = await api.call("createChannel", {
    body: { name: "hook", config: { type: "webhook", url: webhook.url } },
  });
  await api.call("createEscalationPolicy", {
    body: { name: "on call", levels: [{ channelIds: [channelId], timeoutMs: 600_000 }] },
  });
  ingestKey = (await api.call("createIngestKey", { body: { name: "ci" } })).key;
  await sendSampleTelemetry(product.otlpHttpUrl, Date.now());
  const rule = await api.call("createRule", {
    body: {
      name: "Slow \u2028 “shop”",
      signal: { type: "red", measure: "p95", service: "shop" },
      condition: { comparison: "gt", threshold: 100 },
      windowMs: 30_000,
      intervalMs: 5_000,
      evalDelayMs: 2_000,
      channelIds: [channelId],
    },
  });
  await sendSpans(product.otlpHttpUrl, { service: "shop", count: 20, durationMs: 800 });
  await webhook.waitFor((each) => each.body["status"] === "firing");
  const found = await eventually("the incident", async () => {
    const { items } = await api.call("listIncidents", { query: { ruleId: rule.id } });
    return items[0];
  });
  incident = await api.call("commentIncident", {
    params: { id: found.id },
    body: { text: "kept in the backup" },
  });
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-backup-test-"));
  webhook = await startWebhookReceiver();
  product = await startProduct(signIn);
  api = await signedIn(product.apiUrl);
  await furnish();
});

afterAll(async () => {
  await product?.dispose();
  await webhook?.stop();
  await rm(directory, { recursive: true, force: true });
});

describe("a backup of a running instance", () => {
  it("holds everything acknowledged before it, and nothing twice, while a load runs", async () => {
    const timeMs = Math.floor(Date.now() / 60_000) * 60_000;
    const load = new NumberedLoad({ otlpHttpUrl: product.otlpHttpUrl, timeMs, pauseMs: 5 });
    load.start(4);
    await load.acknowledged(300);
    const startedMs = performance.now();
    const made = await runCommand(settingsOf(product), "backup", "--to", at("running"));
    await load.acknowledged(100);
    const second = await runCommand(settingsOf(product), "backup", "--to", at("second"));
    await load.stop();
    load.close();
    expect(made).toMatchObject({ code: 0, text: expect.stringMatching(/Recovery point: 20/) });
    expect(second).toMatchObject({ code: 0 });
    expect(load.count()).toMatchObject({ refused: 0, lost: 0 });

    const restored = await runCommand(
      { HEADROOM_DATA_DIR: at("restored") },
      "restore",
      "--from",
      at("running"),
    );
    expect(restored).toMatchObject({ code: 0, text: expect.stringMatching(/^Restored into/m) });
    // What came after the start of the backup may be in it, whole.
    for (const [batch, request] of load.sent) {
      const isBefore = request.sentMs + request.latencyMs < startedMs;
      if (!isBefore) load.sent.set(batch, { ...request, fate: "lost" });
    }
    expect(load.count().acknowledged).toBeGreaterThanOrEqual(300);
    const engine = await startClickHouseGateway(join(at("restored"), "clickhouse", "clickhouse"));
    try {
      await expectExactlyOnce(load, engine.url);
    } finally {
      await engine.stop();
    }
  });

  it("comes up again with sign-in, keys, rules, channels and incidents", async () => {
    const fresh = await startProduct({
      HEADROOM_DATA_DIR: at("restored"),
      HEADROOM_AUTH_REQUIRED: "true",
      HEADROOM_INGEST_KEY: "another-key-that-is-needed",
    });
    try {
      const there = await signedIn(fresh.apiUrl);
      const session = await there.call("getSession");
      expect(session).toMatchObject({
        firstUser: false,
        user: { email: admin.email, role: "admin" },
      });
      const read = await there.call("getIncident", { params: { id: incident.id } });
      expect(read).toMatchObject({ number: incident.number, title: incident.title });
      expect(JSON.stringify(read.timeline)).toContain("kept in the backup");
      expect(await there.call("listChannels")).toEqual(await api.call("listChannels"));
      expect(await there.call("listEscalationPolicies")).toEqual(
        await api.call("listEscalationPolicies"),
      );
      const names = async (client: ApiClient): Promise<string[]> =>
        (await client.call("listRules")).items.map((each) => each.definition.name).toSorted();
      expect(await names(there)).toEqual(await names(api));
      const services = async (client: ApiClient): Promise<string[]> =>
        (await client.call("listServices")).items.map((each) => each.name).toSorted();
      expect(await services(there)).toEqual(
        expect.arrayContaining(["checkout", "gateway", "shop"]),
      );
      const sent = await fetch(`${fresh.otlpHttpUrl}/v1/traces`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${ingestKey}` },
        body: spanRequest({ service: "after-restore", count: 3 }).body,
      });
      expect(sent.status).toBe(200);
      await eventually("what came after the restore", async () =>
        (await services(there)).includes("after-restore") ? true : undefined,
      );
    } finally {
      await fresh.dispose();
    }
  });

  it("is refused to strangers and into a place that is in use", async () => {
    const stranger = createApiClient(product.apiUrl, { authorization: "Bearer wrong" });
    const body = { to: at("stranger") };
    await expect(stranger.call("createBackup", { body })).rejects.toMatchObject({ status: 401 });
    await expect(stranger.call("listBackups")).rejects.toMatchObject({ status: 401 });
    const relative = api.call("createBackup", { body: { to: "backups/one" } });
    await expect(relative).rejects.toMatchObject({ status: 400 });
    expect((await stat(join(product.dataDirectory, "local-token"))).mode & 0o777).toBe(0o600);
    const used = await runCommand(settingsOf(product), "backup", "--to", at("running"));
    expect(used).toMatchObject({ code: 1, text: expect.stringMatching(/not an empty directory/) });
    const running = await runCommand(
      settingsOf(product),
      "restore",
      "--from",
      at("running"),
      "--force",
    );
    expect(running).toMatchObject({ code: 1, text: expect.stringMatching(/in use by process/) });
    await expect(readdir(at("stranger"))).rejects.toThrow(/ENOENT/);
  });

  it("without a bucket's credentials says what to set", async () => {
    const made = await runCommand(settingsOf(product), "backup", "--to", "s3://bucket/headroom");
    expect(made).toMatchObject({ code: 1, text: expect.stringMatching(/AWS_ENDPOINT_URL/) });
  });

  it("is given up when the server stops, and leaves nothing", async () => {
    const { id } = await api.call("createBackup", { body: { to: at("given-up") } });
    await expect(api.call("createBackup", { body: { to: at("another") } })).rejects.toMatchObject({
      status: 409,
    });
    expect(await api.call("getBackup", { params: { id } })).toMatchObject({ state: "running" });
    expect(await product.stop()).toBe(0);
    await expect(readFile(join(at("given-up"), "headroom-backup.json"))).rejects.toThrow(/ENOENT/);
    await expect(readdir(at("another"))).rejects.toThrow(/ENOENT/);
  });
});

describe("a backup of a stopped instance", () => {
  it("brings every table of both stores back as it was, also on top of an earlier backup", async () => {
    await product.stop();
    const settings = settingsOf(product);
    const made = await runCommand(settings, "backup", "--to", at("whole"));
    expect(made).toMatchObject({ code: 0 });
    const grown = await runCommand(settings, "backup", "--to", at("grown"), "--base", at("whole"));
    expect(grown).toMatchObject({ code: 0 });
    const telemetry = await readTelemetry(product.dataDirectory);
    const metadata = await readMetadata(product.dataDirectory);
    expect(telemetry["spans"]?.rows).toBeGreaterThan(500);
    expect(telemetry["metrics_exp_histogram"]?.rows).toBeGreaterThan(0);
    expect(metadata["incident_event"]?.rows).toBeGreaterThan(0);
    for (const from of ["whole", "grown"]) {
      const target = at(`from-${from}`);
      const restored = await runCommand(
        { HEADROOM_DATA_DIR: target },
        "restore",
        "--from",
        at(from),
      );
      expect(restored).toMatchObject({ code: 0 });
      expect(await readTelemetry(target)).toEqual(telemetry);
      expect(await readMetadata(target)).toEqual(metadata);
    }
  });

  it("is refused when a file changed, is missing, or the schema is newer", async () => {
    const settings = { HEADROOM_DATA_DIR: at("refused") };
    const expectRefused = async (reason: RegExp): Promise<void> => {
      const ended = await runCommand(settings, "restore", "--from", at("whole"));
      expect(ended).toMatchObject({ code: 1, text: expect.stringMatching(reason) });
      await expect(readdir(join(at("refused"), "clickhouse"))).rejects.toThrow(/ENOENT/);
    };
    const manifestPath = join(at("whole"), "headroom-backup.json");
    const text = await readFile(manifestPath, "utf8");
    const manifest = JSON.parse(text) as { files: { path: string; bytes: number }[] };
    const largest = manifest.files.toSorted((a, b) => b.bytes - a.bytes)[0]?.path ?? "";
    const flip = async (path: string): Promise<void> => {
      const handle = await open(join(at("whole"), path), "r+");
      const byte = Buffer.alloc(1);
      await handle.read(byte, 0, 1, 100);
      byte[0] = (byte[0] ?? 0) ^ 1;
      await handle.write(byte, 0, 1, 100);
      await handle.close();
    };
    for (const path of [largest, "metadata/rule.jsonl"]) {
      await flip(path);
      await expectRefused(/has changed since/);
      await flip(path);
    }
    const newer = JSON.parse(text) as { telemetry: { schemaVersion: number } };
    newer.telemetry.schemaVersion = 9_999;
    await writeFile(manifestPath, JSON.stringify(newer));
    await expectRefused(/newer version of Headroom/);
    await rm(manifestPath);
    await expectRefused(/no complete backup/);
    await writeFile(manifestPath, text);
  });

  it("that was restored by half is not used before the restore is repeated", async () => {
    const settings = { HEADROOM_DATA_DIR: at("from-grown") };
    await writeFile(join(at("from-grown"), "restore-unfinished"), "");
    const used = await runCommand(settings, "backup", "--to", at("of-half"));
    expect(used).toMatchObject({
      code: 1,
      text: expect.stringMatching(/restore .* has not ended/),
    });
    const repeated = await runCommand(settings, "restore", "--from", at("whole"), "--force");
    expect(repeated).toMatchObject({ code: 0 });
    expect(await runCommand(settings, "backup", "--to", at("of-whole"))).toMatchObject({ code: 0 });
  });

  it("replaces what is there only by force, and keeps it aside", async () => {
    const settings = { HEADROOM_DATA_DIR: at("from-whole") };
    const before = await readMetadata(at("from-whole"));
    const refused = await runCommand(settings, "restore", "--from", at("whole"));
    expect(refused).toMatchObject({ code: 1, text: expect.stringMatching(/add --force/) });
    const forced = await runCommand(settings, "restore", "--from", at("whole"), "--force");
    expect(forced).toMatchObject({ code: 0, text: expect.stringMatching(/before-restore-/) });
    const aside = (await readdir(at("from-whole"))).find((each) =>
      each.startsWith("before-restore-"),
    );
    expect(await readdir(join(at("from-whole"), aside ?? ""))).toEqual(
      expect.arrayContaining(["clickhouse", "postgres"]),
    );
    expect(await readMetadata(at("from-whole"))).toEqual(before);
  });
});
