import { describe, expect, it } from "vitest";
import { ConfigError, isLoopbackHost, loadConfig } from "./load.ts";

describe("loadConfig", () => {
  it("has safe defaults", () => {
    const config = loadConfig({}, "/srv");
    expect(config).toMatchObject({
      dataDirectory: "/srv/.headroom",
      host: "127.0.0.1",
      isLoopback: true,
      publicUrl: "http://localhost:3000",
      auth: { required: false },
      ports: { otlpGrpc: 4317, otlpHttp: 4318, api: 3001, dashboard: 3000 },
    });
    expect([...config.roles]).toEqual(["ingest", "api", "worker"]);
  });

  it("finds TLS files from the working directory", () => {
    const files = { HEADROOM_OTLP_TLS_CERT: "a.crt", HEADROOM_OTLP_TLS_KEY: "/etc/a.key" };
    expect(loadConfig(files, "/srv").ingest.tls).toEqual({
      certificate: "/srv/a.crt",
      key: "/etc/a.key",
      clientCa: undefined,
    });
  });

  it("takes empty values for absent ones", () => {
    expect(loadConfig({ HEADROOM_API_PORT: " ", CLICKHOUSE_URL: "" }, "/").ports.api).toBe(3001);
  });

  it("names every problem at once and repeats no value", () => {
    const broken = { HEADROOM_API_PORT: "x", REDIS_URL: "http://secret@host" };
    expect(() => loadConfig(broken, "/")).toThrow(ConfigError);
    try {
      loadConfig(broken, "/");
    } catch (error) {
      const { problems, message } = error as ConfigError;
      expect(problems).toHaveLength(2);
      expect(message).not.toContain("secret");
    }
  });

  it.each([
    [{ HEADROOM_ROLES: "api" }, /CLICKHOUSE_URL and DATABASE_URL/],
    [{ HEADROOM_ROLES: "api", DATABASE_URL: "postgres://x/y" }, /Set CLICKHOUSE_URL,/],
    [{ HEADROOM_HOST: "0.0.0.0" }, /HEADROOM_INGEST_KEY/],
    [{ HEADROOM_OTLP_TLS_KEY: "a.key" }, /HEADROOM_OTLP_TLS_KEY: set both/],
    [{ HEADROOM_OTLP_TLS_CLIENT_CA: "ca.crt" }, /HEADROOM_OTLP_TLS_CLIENT_CA: client/],
    [
      {
        HEADROOM_HOST: "::",
        HEADROOM_INGEST_KEY: "0123456789abcdef",
        HEADROOM_AUTH_REQUIRED: "false",
      },
      /HEADROOM_AUTH_REQUIRED/,
    ],
    [{ HEADROOM_ADMIN_EMAIL: "a@example.com" }, /both or neither/],
  ])("refuses %j", (environment, expected) => {
    expect(() => loadConfig(environment, "/")).toThrow(expected);
  });

  it("takes no telemetry from browsers unless their origins are named", () => {
    expect(loadConfig({}, "/").ingest.corsOrigins).toEqual([]);
    const named = { HEADROOM_OTLP_CORS_ORIGINS: "https://*.example.com, http://localhost:*" };
    expect(loadConfig(named, "/").ingest.corsOrigins).toEqual([
      "https://*.example.com",
      "http://localhost:*",
    ]);
    expect(() => loadConfig({ HEADROOM_OTLP_CORS_ORIGINS: "example.com" }, "/")).toThrow(
      /HEADROOM_OTLP_CORS_ORIGINS: Give origins/,
    );
  });

  it("asks for sign-in beyond loopback", () => {
    const open = { HEADROOM_HOST: "0.0.0.0", HEADROOM_INGEST_KEY: "0123456789abcdef" };
    expect(loadConfig(open, "/").auth.required).toBe(true);
  });

  it.each([
    ["127.0.0.1", true],
    ["127.8.9.1", true],
    ["localhost", true],
    ["::1", true],
    ["0.0.0.0", false],
    ["::", false],
    ["10.0.0.1", false],
  ])("%s is loopback: %s", (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});
