import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeFile } from "../files.ts";
import { openObjectStore, type ObjectStore } from "./object-store.ts";

let server: Server;
let directory: string;
let objects: ObjectStore;
const stored = new Map<string, { body: string; sha256: string | undefined }>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-objects-"));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      if (path.endsWith("/forbidden")) {
        response.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
      } else if (request.method === "PUT") {
        const sha256 = request.headers["x-amz-content-sha256"]?.toString();
        stored.set(path, { body: Buffer.concat(chunks).toString(), sha256 });
        response.writeHead(200).end();
      } else {
        const found = stored.get(path);
        response.writeHead(found === undefined ? 404 : 200).end(found?.body);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const settings = { endpoint, region: "r", accessKeyId: "k", secretAccessKey: "s" };
  objects = openObjectStore(settings, "bucket", "nightly/1", () => 0);
});

afterAll(async () => {
  server.close();
  await rm(directory, { recursive: true, force: true });
});

describe("an object store", () => {
  it("writes and reads texts and files below its prefix", async () => {
    await objects.putText("manifest.json", "{}");
    expect(await (await objects.get("manifest.json"))?.text()).toBe("{}");
    await writeFile(join(directory, "a(b)'.jsonl"), "line\n");
    await objects.putFile(directory, await describeFile(directory, "a(b)'.jsonl"));
    expect(stored.get("/bucket/nightly/1/a%28b%29%27.jsonl")).toEqual({
      body: "line\n",
      sha256: createHash("sha256").update("line\n").digest("hex"),
    });
  });

  it("tells what is missing from what failed", async () => {
    expect(await objects.get("nothing")).toBeUndefined();
    await expect(objects.get("forbidden")).rejects.toThrow(/403 SignatureDoesNotMatch.*AWS_REGION/);
    await expect(objects.putText("forbidden", "x")).rejects.toThrow(/403/);
  });
});
