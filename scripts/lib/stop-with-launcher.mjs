// Preloaded into each service. Descriptor 3 is a pipe that the launcher holds open: it ends when
// the launcher is gone, also after kill -9, and the service then stops as on any SIGTERM.
import { Socket } from "node:net";

const lifeline = new Socket({ fd: 3, readable: true, writable: false });
lifeline.on("error", () => {});
lifeline.on("close", () => process.kill(process.pid, "SIGTERM"));
lifeline.resume();
lifeline.unref();
