import { sql, type SqlBool } from "kysely";
import type { Db, Tx } from "../database.ts";
import { createId, toJson } from "../encoding.ts";
import { conflict, isUniqueViolation, notFound } from "../errors.ts";
import type { ChannelRow } from "../schema.ts";

/** Channels that one list returns at most. */
const MAX_CHANNELS = 1_000;

/** Where notices go. `config` is what the notifier of this type needs, secrets included. */
export interface ChannelRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly config: ChannelSettings;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** The settings of a channel; `type` says which notifier they are for. */
export type ChannelSettings = Readonly<Record<string, unknown>> & { readonly type: string };

/** Reads a row of the channel table. */
export function toChannelRecord(row: ChannelRow): ChannelRecord {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    config: { ...row.config, type: row.type },
    createdMs: row.created_at,
    updatedMs: row.updated_at,
  };
}

function nameTaken(name: string) {
  return conflict(`There is another channel named "${name}". Choose another name.`);
}

/** Stores a channel. @throws MetadataStoreError conflict when the name or id is taken */
export async function createChannel(
  db: Db,
  input: {
    readonly id?: string | undefined;
    readonly name: string;
    readonly config: ChannelSettings;
    readonly nowMs: number;
  },
): Promise<ChannelRecord> {
  try {
    const row = await db
      .insertInto("channel")
      .values({
        id: input.id ?? createId(),
        name: input.name,
        type: input.config.type,
        config: toJson(input.config),
        created_at: input.nowMs,
        updated_at: input.nowMs,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toChannelRecord(row);
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(input.name) : error;
  }
}

/** Reads a channel, secrets included. @throws MetadataStoreError not_found */
export async function getChannel(db: Db, id: string): Promise<ChannelRecord> {
  const row = await db.selectFrom("channel").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw notFound("channel", id);
  return toChannelRecord(row);
}

/** Lists channels by name. */
export async function listChannels(db: Db): Promise<ChannelRecord[]> {
  const rows = await db
    .selectFrom("channel")
    .selectAll()
    .orderBy("name")
    .limit(MAX_CHANNELS)
    .execute();
  return rows.map(toChannelRecord);
}

/**
 * Changes a channel; notices that wait for it go to the new address.
 * @throws MetadataStoreError not_found; conflict when the name is taken
 */
export async function updateChannel(
  db: Db,
  input: {
    readonly id: string;
    readonly name: string;
    readonly config: ChannelSettings;
    readonly nowMs: number;
  },
): Promise<ChannelRecord> {
  try {
    const row = await db
      .updateTable("channel")
      .set({
        name: input.name,
        type: input.config.type,
        config: toJson(input.config),
        updated_at: input.nowMs,
      })
      .where("id", "=", input.id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw notFound("channel", input.id);
    return toChannelRecord(row);
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(input.name) : error;
  }
}

/**
 * Removes a channel that nothing uses.
 * @throws MetadataStoreError not_found; conflict naming the rules, policies and incidents that use it
 */
export async function removeChannel(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const channel = await tx
      .selectFrom("channel")
      .select("name")
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (channel === undefined) throw notFound("channel", id);
    const users = await findUsers(tx, id);
    if (users.length > 0) {
      throw conflict(
        `The channel "${channel.name}" is used by ${users.join(", ")}. Take it out there first.`,
      );
    }
    await tx.deleteFrom("channel").where("id", "=", id).execute();
  });
}

async function findUsers(tx: Tx, id: string): Promise<string[]> {
  const asArray = toJson([id]);
  const asLevel = toJson([{ channelIds: [id] }]);
  const rules = await tx
    .selectFrom("rule")
    .select(sql<string>`definition->>'name'`.as("name"))
    .where("deleted_at", "is", null)
    .where(sql<SqlBool>`definition->'channelIds' @> ${asArray}::jsonb`)
    .orderBy("id")
    .limit(10)
    .execute();
  const policies = await tx
    .selectFrom("escalation_policy")
    .select("name")
    .where(sql<SqlBool>`levels @> ${asLevel}::jsonb`)
    .orderBy("name")
    .limit(10)
    .execute();
  const incidents = await tx
    .selectFrom("incident")
    .select("number")
    .where(({ exists, or, selectFrom }) =>
      or([
        exists(
          selectFrom("escalation_run")
            .select("escalation_run.id")
            .whereRef("escalation_run.incident_id", "=", "incident.id")
            .where("escalation_run.status", "in", ["active", "acknowledged"])
            .where(sql<SqlBool>`policy->'levels' @> ${asLevel}::jsonb`),
        ),
        exists(
          selectFrom("intent")
            .select("intent.id")
            .whereRef("intent.incident_id", "=", "incident.id")
            .where("intent.channel_id", "=", id)
            .where("intent.status", "=", "pending"),
        ),
      ]),
    )
    .orderBy("number")
    .limit(10)
    .execute();
  return [
    ...rules.map((rule) => `the rule "${rule.name}"`),
    ...policies.map((policy) => `the escalation policy "${policy.name}"`),
    ...incidents.map((incident) => `the open notices of incident #${incident.number}`),
  ];
}
