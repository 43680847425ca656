import type { Db } from "../database.ts";
import { toJson } from "../encoding.ts";

/** The value of a setting as it was set, or undefined. */
export async function getSetting(db: Db, key: string): Promise<unknown> {
  const row = await db
    .selectFrom("setting")
    .select("value")
    .where("key", "=", key)
    .executeTakeFirst();
  return row?.value;
}

/** Writes a setting. `value` is anything that JSON can hold. */
export async function setSetting(
  db: Db,
  setting: { readonly key: string; readonly value: unknown; readonly nowMs: number },
): Promise<void> {
  const value = toJson(setting.value ?? null);
  await db
    .insertInto("setting")
    .values({ key: setting.key, value, updated_at: setting.nowMs })
    .onConflict((oc) => oc.column("key").doUpdateSet({ value, updated_at: setting.nowMs }))
    .execute();
}

/** Writes a setting unless it has a value: of several processes at once one wins. */
export async function setSettingIfAbsent(
  db: Db,
  setting: { readonly key: string; readonly value: unknown; readonly nowMs: number },
): Promise<void> {
  await db
    .insertInto("setting")
    .values({
      key: setting.key,
      value: toJson(setting.value ?? null),
      updated_at: setting.nowMs,
    })
    .onConflict((oc) => oc.column("key").doNothing())
    .execute();
}
