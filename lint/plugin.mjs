import path from "node:path";
import { findImportProblem, findRoom, rooms } from "./rooms.mjs";

/**
 * The parts of the linter's API that the rules use.
 * @typedef {{ type: string, [key: string]: any }} Node
 * @typedef {{ set: Map<string, { defs: unknown[] }>, upper: Scope | null }} Scope
 * @typedef {{ cwd: string, filename: string,
 *   sourceCode: { getScope: (node: Node) => Scope },
 *   report: (problem: { node: Node, message: string }) => void }} Context
 */

/** @param {Context} context */
const locate = ({ cwd, filename }) => path.relative(cwd, filename).replaceAll(path.sep, "/");

const imports = {
  meta: {
    type: /** @type {const} */ ("problem"),
    docs: { description: "Keeps imports inside the layout of ARCHITECTURE.md." },
  },
  /** @param {Context} context */
  create(context) {
    const file = locate(context);
    /** @type {(source: Node | null | undefined, isTypeOnly?: boolean) => void} */
    const check = (source, isTypeOnly = false) => {
      if (typeof source?.value !== "string") return;
      const message = findImportProblem(file, source.value, isTypeOnly);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      /** @param {Node} node */
      ImportDeclaration: (node) => check(node.source, node.importKind === "type"),
      /** @param {Node} node */
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === "type"),
      /** @param {Node} node */
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === "type"),
      /** @param {Node} node */
      ImportExpression: (node) => check(node.source),
      /** @param {Node} node */
      TSImportType: (node) => check(node.source ?? node.argument?.literal, true),
    };
  },
};

const refusedGlobals = new Set([
  "process",
  "performance",
  "crypto",
  "globalThis",
  "window",
  "document",
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "require",
  "console",
]);

const pure = {
  meta: {
    type: /** @type {const} */ ("problem"),
    docs: { description: "Pure libraries take time and randomness as arguments." },
  },
  /** @param {Context} context */
  create(context) {
    const file = locate(context);
    const room = findRoom(file);
    if (room === undefined || rooms[room]?.isPure !== true || file.endsWith(".test.ts")) return {};
    const refuse = (/** @type {Node} */ node, /** @type {string} */ what) =>
      context.report({
        node,
        message: `${room} is pure: it may not use ${what}. Take the value as an argument.`,
      });
    const isNamed = (/** @type {Node} */ node, /** @type {string} */ name) =>
      node?.type === "Identifier" && node.name === name;
    return {
      /** @param {Node} node */
      MemberExpression(node) {
        const { object, property } = node;
        const key = node.computed ? property.value : property.name;
        if (isNamed(object, "Date") && key === "now") refuse(node, "Date.now");
        if (isNamed(object, "Math") && key === "random") refuse(node, "Math.random");
        if (
          object.type === "Identifier" &&
          refusedGlobals.has(object.name) &&
          !isBound(context, object)
        ) {
          refuse(node, object.name);
        }
      },
      /** @param {Node} node */
      NewExpression(node) {
        if (isNamed(node.callee, "Date") && node.arguments.length === 0) refuse(node, "new Date()");
      },
      /** @param {Node} node */
      CallExpression(node) {
        const { callee } = node;
        if (isNamed(callee, "Date")) refuse(node, "Date()");
        if (
          callee.type === "Identifier" &&
          refusedGlobals.has(callee.name) &&
          !isBound(context, callee)
        ) {
          refuse(node, callee.name);
        }
      },
    };
  },
};

/**
 * True when a name is declared in the file, so that it is not the global of that name.
 * @param {Context} context
 * @param {Node} identifier
 */
function isBound(context, identifier) {
  /** @type {Scope | null} */
  let scope = context.sourceCode.getScope(identifier);
  for (; scope !== null; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable !== undefined && variable.defs.length > 0) return true;
  }
  return false;
}

export default { meta: { name: "headroom" }, rules: { imports, pure } };
