import { createServer } from "node:http";
import { createChdbHandler } from "./chdb-worker-handler.ts";
import { openChdbSessions } from "./chdb-worker-sessions.ts";

// The process behind startClickHouseGateway: arguments are the data directory and the
// port, 0 for a free one; it ends when its parent lets go of the channel.
const directory = process.argv[2];
if (directory === undefined) throw new Error("Give the data directory as the first argument.");

const sessions = openChdbSessions(directory);
const server = createServer(createChdbHandler(sessions, directory));
server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : undefined });
});

process.once("disconnect", () => {
  server.closeAllConnections();
  server.close(() => void sessions.close().then(() => process.exit(0)));
});
