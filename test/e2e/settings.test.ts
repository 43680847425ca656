import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "../harness/api-client.ts";
import { runServerOnce, startProduct, type Product } from "../harness/product.ts";
import { sendSpans, spanRequest } from "../harness/send-spans.ts";

describe("settings that can't work", () => {
  it("are all named at once, without their values", async () => {
    const { code, stderr } = await runServerOnce({
      HEADROOM_API_PORT: "seventy",
      HEADROOM_ROLES: "ingest,cook",
      HEADROOM_INGEST_KEY: "s3cret",
      DATABASE_URL: "mysql://user:hunter2@db/x",
    });
    expect(code).toBe(78);
    for (const name of [
      "HEADROOM_API_PORT",
      "HEADROOM_ROLES",
      "HEADROOM_INGEST_KEY",
      "DATABASE_URL",
    ]) {
      expect(stderr).toContain(name);
    }
    expect(stderr).not.toMatch(/s3cret|hunter2/);
  });

  it("split roles on embedded stores are refused with what to set", async () => {
    const { code, stderr } = await runServerOnce({ HEADROOM_ROLES: "api" });
    expect(code).toBe(78);
    expect(stderr).toMatch(/CLICKHOUSE_URL and DATABASE_URL/);
  });

  it("beyond loopback an ingest key is asked for", async () => {
    const { code, stderr } = await runServerOnce({ HEADROOM_HOST: "0.0.0.0" });
    expect(code).toBe(78);
    expect(stderr).toContain("HEADROOM_INGEST_KEY");
  });
});

describe("with sign-in and an ingest key", () => {
  let product: Product;
  const key = "a-long-enough-ingest-key";
  const admin = { email: "admin@example.com", password: "correct horse battery" };

  beforeAll(async () => {
    product = await startProduct({
      HEADROOM_AUTH_REQUIRED: "true",
      HEADROOM_INGEST_KEY: key,
      HEADROOM_ADMIN_EMAIL: admin.email,
      HEADROOM_ADMIN_PASSWORD: admin.password,
    });
  });

  afterAll(() => product.dispose());

  async function signIn(password: string): Promise<Response> {
    return fetch(`${product.apiUrl}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: admin.email, password }),
    });
  }

  it("the API answers only to a session", async () => {
    await expect(product.api.call("listRules")).rejects.toMatchObject({ status: 401 });
    expect(await product.api.call("getSession")).toMatchObject({
      authRequired: true,
      firstUser: false,
      user: null,
    });
    expect((await signIn("wrong password")).status).toBe(401);
    const cookie = (await signIn(admin.password)).headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    const signedIn = createApiClient(product.apiUrl, { cookie });
    expect((await signedIn.call("listRules")).items).toEqual([]);
    expect((await signedIn.call("getSession")).user).toMatchObject({
      email: admin.email,
      role: "admin",
    });

    const created = await signedIn.call("createIngestKey", { body: { name: "ci" } });
    expect(await sendWith(created.key)).toBe(200);
    await signedIn.call("revokeIngestKey", { params: { id: created.id } });
    expect((await signedIn.call("listIngestKeys")).items[0]?.revokedAt).not.toBeNull();
  });

  it("nobody else can sign up", async () => {
    const response = await fetch(`${product.apiUrl}/api/auth/sign-up/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "eve@example.com", password: "long enough", name: "Eve" }),
    });
    expect(response.ok).toBe(false);
  });

  async function sendWith(sentKey: string): Promise<number> {
    const response = await fetch(`${product.otlpHttpUrl}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${sentKey}` },
      body: spanRequest({ service: "keyed", count: 1 }).body,
    });
    return response.status;
  }

  it("telemetry needs the key", async () => {
    await expect(sendSpans(product.otlpHttpUrl, { service: "x", count: 1 })).rejects.toThrow(/401/);
    expect(await sendWith("wrong-wrong-wrong-wrong")).toBe(401);
    expect(await sendWith(key)).toBe(200);
  });
});
