import path from "node:path";
import { LauncherError } from "./failure.mjs";
import { root } from "./paths.mjs";

const portDefaults = {
  HEADROOM_OTLP_GRPC_PORT: 4317,
  HEADROOM_OTLP_HTTP_PORT: 4318,
  HEADROOM_API_PORT: 3001,
  HEADROOM_DASHBOARD_PORT: 3000,
};

/**
 * A port and the environment variable that sets it.
 * @typedef {{ setting: keyof typeof portDefaults, port: number }} PortSetting
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {keyof typeof portDefaults} setting
 * @returns {PortSetting}
 */
function readPort(env, setting) {
  const text = env[setting] || String(portDefaults[setting]);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new LauncherError(`${setting} must be a port number from 1 to 65535; it is "${text}".`);
  }
  return { setting, port };
}

/**
 * What the launcher itself needs from the environment; the server reads and checks the rest.
 * @param {NodeJS.ProcessEnv} env
 */
export function readSettings(env) {
  const host = env.HEADROOM_HOST || "127.0.0.1";
  const roles = (env.HEADROOM_ROLES || "ingest,api,worker").split(",").map((role) => role.trim());
  const connectHost = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host;
  const settings = {
    host,
    /** Where this machine reaches the listeners. */
    connectHost:
      connectHost.includes(":") && !connectHost.startsWith("[") ? `[${connectHost}]` : connectHost,
    roles,
    dataDirectory: path.resolve(root, env.HEADROOM_DATA_DIR || ".headroom"),
    hasIngestKey: Boolean(env.HEADROOM_INGEST_KEY),
    grpc: readPort(env, "HEADROOM_OTLP_GRPC_PORT"),
    http: readPort(env, "HEADROOM_OTLP_HTTP_PORT"),
    api: readPort(env, "HEADROOM_API_PORT"),
    dashboard: readPort(env, "HEADROOM_DASHBOARD_PORT"),
  };
  return settings;
}

/** @typedef {ReturnType<typeof readSettings>} Settings */

/**
 * The ports that the chosen roles listen on. Every process answers /readyz on the API port.
 * @param {Settings} settings
 * @returns {PortSetting[]}
 */
export function listPorts({ roles, grpc, http, api, dashboard }) {
  return [
    ...(roles.includes("ingest") ? [grpc, http] : []),
    api,
    ...(roles.includes("api") ? [dashboard] : []),
  ];
}
