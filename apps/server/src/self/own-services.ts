import type { Role } from "../config/schema.ts";

const roleServices: Readonly<Record<Role, string>> = {
  ingest: "headroom-ingest",
  api: "headroom-api",
  worker: "headroom-worker",
};
const wholeServer = "headroom-server";

/** Every `service.name` that a process of Headroom may have. */
export const ownServices: readonly string[] = [wholeServer, ...Object.values(roleServices)];

/** The `service.name` of a process: that of its role, or of the server where it has several. */
export function nameService(roles: ReadonlySet<Role>): string {
  const [only, ...others] = roles;
  return only === undefined || others.length > 0 ? wholeServer : roleServices[only];
}
