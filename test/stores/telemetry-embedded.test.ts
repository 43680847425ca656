import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTelemetryStore } from "@headroom/telemetry-store";
import { describeTelemetryStore } from "./telemetry-suite.ts";

describeTelemetryStore("embedded ClickHouse", async () => {
  const directory = await mkdtemp(join(tmpdir(), "headroom-store-"));
  const open = () =>
    openTelemetryStore({
      kind: "embedded",
      directory: join(directory, "data"),
      spoolDirectory: join(directory, "spool"),
      maxMemoryBytes: 1024 ** 3,
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
      await rm(directory, { recursive: true, force: true });
    },
  };
});
