/** What a statement does, as far as its text shows without parsing SQL. */
export type QueryDescription = {
  /** First word in capitals, for example SELECT. */
  readonly operation: string;
  /** Table or function the statement is about. */
  readonly target: string | undefined;
};

const TARGET = /\b(?:FROM|INTO|UPDATE|JOIN)\s+(?!\()("?[a-z_][\w$.]*"?)/i;
const CALL = /^SELECT\s+(?:\*\s+FROM\s+)?("?[a-z_]\w*"?)\s*\(/i;

/** Describes a statement; leading comments, which some libraries write, are skipped. Undefined when nothing is left. */
export function describeQuery(text: string): QueryDescription | undefined {
  const body = text.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, "");
  const operation = /^[a-z]+/i.exec(body)?.[0]?.toUpperCase();
  if (operation === undefined) return undefined;
  const target = (CALL.exec(body) ?? TARGET.exec(body))?.[1]?.replaceAll('"', "");
  return { operation, target };
}
