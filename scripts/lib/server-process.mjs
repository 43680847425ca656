/**
 * How Node.js runs the server. The heap starts large enough for what a full ingest load leaves
 * behind: V8's own choice means 31 full collections in a million spans instead of 5 (measured).
 * @type {readonly string[]}
 */
export const serverArguments = [
  "--enable-source-maps",
  "--initial-old-space-size=256",
  "apps/server/dist/main.mjs",
];

/** The engine, the disk syncs of the spool and name look-ups share these threads. */
export const serverEnvironment = { UV_THREADPOOL_SIZE: "16" };
