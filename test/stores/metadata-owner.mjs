// Opens an embedded metadata store, says so, and stays until it is killed.
import { openMetadataStore } from "@headroom/metadata-store";

const store = await openMetadataStore({ kind: "embedded", directory: process.argv[2] ?? "" });
await store.settings.set({ key: "written", value: process.pid, nowMs: 0 });
process.stdout.write(`${store.connectionString}\n`);
setInterval(() => undefined, 60_000);
