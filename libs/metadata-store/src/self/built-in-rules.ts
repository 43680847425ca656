import type { RuleDefinition } from "@headroom/alerting";
import type { Db } from "../database.ts";
import { toJson } from "../encoding.ts";
import { insertRule } from "../rules/manage.ts";

const SETTING = "built-in-rules";

/** A rule that comes with the product. */
export interface BuiltInRule {
  /** Stays the same for ever. */
  readonly key: string;
  readonly definition: RuleDefinition;
}

/**
 * Creates the rules that this database never had, each once: one that somebody deleted does not
 * come back. Processes that start together wait for one another.
 * @returns ids of the rules that were created
 */
export async function createBuiltInRules(
  db: Db,
  input: { readonly rules: readonly BuiltInRule[]; readonly nowMs: number },
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    await tx
      .insertInto("setting")
      .values({ key: SETTING, value: toJson([]), updated_at: input.nowMs })
      .onConflict((oc) => oc.column("key").doNothing())
      .execute();
    const row = await tx
      .selectFrom("setting")
      .select("value")
      .where("key", "=", SETTING)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const had = new Set(Array.isArray(row.value) ? row.value.map(String) : []);
    const missing = input.rules.filter(({ key }) => !had.has(key));
    const created: string[] = [];
    for (const { definition } of missing) {
      created.push((await insertRule(tx, { definition, nowMs: input.nowMs })).id);
    }
    if (missing.length > 0) {
      const value = toJson([...had, ...missing.map(({ key }) => key)]);
      await tx
        .updateTable("setting")
        .set({ value, updated_at: input.nowMs })
        .where("key", "=", SETTING)
        .execute();
    }
    return created;
  });
}
