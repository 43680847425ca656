import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTelemetryStore } from "@headroom/telemetry-store";
import { startClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { describeTelemetryStore } from "./telemetry-suite.ts";

describeTelemetryStore("ClickHouse over HTTP", async () => {
  const gateway = await startClickHouseGateway();
  const directory = await mkdtemp(join(tmpdir(), "headroom-store-"));
  const open = () =>
    openTelemetryStore({
      kind: "server",
      url: gateway.url,
      spoolDirectory: join(directory, "spool"),
    });
  let store = await open();
  return {
    store,
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async dispose() {
      await store.close();
      await gateway.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
});
