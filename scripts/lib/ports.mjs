import { createServer } from "node:net";
import { LauncherError } from "./failure.mjs";

/** @typedef {import("./settings.mjs").PortSetting} PortSetting */

/**
 * The error code of listening on a port, or undefined when it is free.
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
function tryPort(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : "UNKNOWN"));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/**
 * Throws a LauncherError that names the setting to change when a port cannot be used.
 * @param {string} host
 * @param {readonly PortSetting[]} settings
 */
export async function checkPorts(host, settings) {
  /** @type {Map<number, string>} */
  const seen = new Map();
  for (const { setting, port } of settings) {
    const other = seen.get(port);
    if (other !== undefined) {
      throw new LauncherError(`${other} and ${setting} are both ${port}. Give each its own port.`);
    }
    seen.set(port, setting);
    const code = await tryPort(host, port);
    if (code === "EADDRINUSE") {
      throw new LauncherError(
        `Port ${port} is in use by another program. Stop that program, or choose another port: ${setting}=${port + 10_000 > 65_535 ? port - 10_000 : port + 10_000} npm start`,
      );
    }
    if (code === "EACCES") {
      throw new LauncherError(
        `This user may not listen on port ${port}. Set ${setting} to a port above 1023.`,
      );
    }
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EINVAL") {
      throw new LauncherError(
        `HEADROOM_HOST is "${host}", which is not an address of this machine. Use 127.0.0.1 for this machine only or 0.0.0.0 for all of its addresses.`,
      );
    }
    if (code !== undefined) {
      throw new LauncherError(`Listening on ${host}:${port} (${setting}) failed with ${code}.`);
    }
  }
  return { note: `${settings.map(({ port }) => port).join(", ")} are free` };
}
