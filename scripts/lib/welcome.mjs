import { formatDuration, paint } from "./terminal.mjs";

/** @typedef {import("./settings.mjs").Settings} Settings */

/**
 * What is printed once everything answers: addresses, how to send telemetry, where the data is.
 * @param {Settings} settings
 * @param {number} tookMs
 * @returns {string}
 */
export function describeRunning(settings, tookMs) {
  const { connectHost, roles, grpc, http, api, dashboard, dataDirectory, hasIngestKey } = settings;
  const address = (/** @type {number} */ port) => `http://${connectHost}:${port}`;
  const keyHeader = hasIngestKey
    ? 'OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20$HEADROOM_INGEST_KEY" '
    : "";
  const lines = ["", paint("bold", `Headroom is running (${formatDuration(tookMs)})`), ""];
  if (roles.includes("api")) lines.push(`  Dashboard  ${paint("cyan", address(dashboard.port))}`);
  lines.push(`  API        ${address(api.port)}`);
  if (roles.includes("ingest")) {
    lines.push(`  OTLP       ${address(http.port)} (HTTP), ${address(grpc.port)} (gRPC)`);
  }
  lines.push(`  Data       ${dataDirectory}`, "");
  if (roles.includes("ingest")) {
    lines.push(
      "  Instrument a Node.js service, in its own folder:",
      "    npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node",
      `    OTEL_SERVICE_NAME=my-service OTEL_EXPORTER_OTLP_ENDPOINT=${address(http.port)} ${keyHeader}NODE_OPTIONS="--import @opentelemetry/auto-instrumentations-node/register" node app.js`,
      "",
    );
  }
  lines.push("  Stop with Ctrl-C.", "");
  return lines.join("\n");
}
