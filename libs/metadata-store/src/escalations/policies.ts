import type { EscalationPolicy } from "@headroom/alerting";
import { sql, type SqlBool } from "kysely";
import type { Db } from "../database.ts";
import { createId, toJson } from "../encoding.ts";
import { conflict, isUniqueViolation, notFound } from "../errors.ts";
import type { EscalationPolicyRow } from "../schema.ts";

/** Policies that one list returns at most. */
const MAX_POLICIES = 1_000;

/** A named escalation policy. Runs work on a copy, so a change never reaches a running one. */
export interface EscalationPolicyRecord extends EscalationPolicy {
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  readonly updatedMs: number;
}

function toPolicyRecord(row: EscalationPolicyRow): EscalationPolicyRecord {
  return {
    id: row.id,
    name: row.name,
    levels: row.levels,
    repeat: row.repeat,
    createdMs: row.created_at,
    updatedMs: row.updated_at,
  };
}

function nameTaken(name: string) {
  return conflict(`There is another escalation policy named "${name}". Choose another name.`);
}

/** Stores a policy. @throws MetadataStoreError conflict when the name or id is taken */
export async function createPolicy(
  db: Db,
  input: EscalationPolicy & {
    readonly id?: string | undefined;
    readonly name: string;
    readonly nowMs: number;
  },
): Promise<EscalationPolicyRecord> {
  try {
    const row = await db
      .insertInto("escalation_policy")
      .values({
        id: input.id ?? createId(),
        name: input.name,
        levels: toJson(input.levels),
        repeat: input.repeat,
        created_at: input.nowMs,
        updated_at: input.nowMs,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toPolicyRecord(row);
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(input.name) : error;
  }
}

/** Reads a policy. @throws MetadataStoreError not_found */
export async function getPolicy(db: Db, id: string): Promise<EscalationPolicyRecord> {
  const row = await db
    .selectFrom("escalation_policy")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw notFound("escalation policy", id);
  return toPolicyRecord(row);
}

/** Lists policies by name. */
export async function listPolicies(db: Db): Promise<EscalationPolicyRecord[]> {
  const rows = await db
    .selectFrom("escalation_policy")
    .selectAll()
    .orderBy("name")
    .limit(MAX_POLICIES)
    .execute();
  return rows.map(toPolicyRecord);
}

/**
 * Changes a policy for incidents that open from now on.
 * @throws MetadataStoreError not_found; conflict when the name is taken
 */
export async function updatePolicy(
  db: Db,
  input: EscalationPolicy & {
    readonly id: string;
    readonly name: string;
    readonly nowMs: number;
  },
): Promise<EscalationPolicyRecord> {
  try {
    const row = await db
      .updateTable("escalation_policy")
      .set({
        name: input.name,
        levels: toJson(input.levels),
        repeat: input.repeat,
        updated_at: input.nowMs,
      })
      .where("id", "=", input.id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw notFound("escalation policy", input.id);
    return toPolicyRecord(row);
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(input.name) : error;
  }
}

/**
 * Removes a policy that no rule uses; running escalations keep their copy.
 * @throws MetadataStoreError not_found; conflict naming the rules that use it
 */
export async function removePolicy(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const policy = await tx
      .selectFrom("escalation_policy")
      .select("name")
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (policy === undefined) throw notFound("escalation policy", id);
    const rules = await tx
      .selectFrom("rule")
      .select(sql<string>`definition->>'name'`.as("name"))
      .where("deleted_at", "is", null)
      .where(sql<SqlBool>`definition->>'escalationPolicyId' = ${id}`)
      .orderBy("id")
      .limit(10)
      .execute();
    if (rules.length > 0) {
      const names = rules.map((rule) => `the rule "${rule.name}"`).join(", ");
      throw conflict(
        `The escalation policy "${policy.name}" is used by ${names}. Take it out there first.`,
      );
    }
    await tx.deleteFrom("escalation_policy").where("id", "=", id).execute();
  });
}
