import {
  slotAtOrBefore,
  slotOffsetMs,
  type AlertState,
  type RuleDefinition,
} from "@headroom/alerting";
import { sql, type SqlBool } from "kysely";
import type { Db, Tx } from "../database.ts";
import { createId, toJson } from "../encoding.ts";
import { conflict, isUniqueViolation, notFound } from "../errors.ts";
import { rowLimit, toPage, type Page, type PageRequest } from "../page.ts";
import type { RuleRow } from "../schema.ts";
import { dropBaselines, learnsTheSame } from "./baselines.ts";
import { endRuleInstances, type ComposeResolved } from "./end-instances.ts";
import { toRuleRecord, type RuleRecord } from "./records.ts";

/** A rule with what its alerts do. */
export interface RuleSummary extends RuleRecord {
  /** Worst state of its alerts; unknown before the first slot. */
  readonly state: AlertState | "unknown";
  readonly firingAlerts: number;
  readonly pendingAlerts: number;
}

/** A rule to store. */
export interface NewRule {
  /** Default: a new id. */
  readonly id?: string | undefined;
  readonly definition: RuleDefinition;
  readonly actor?: string | undefined;
  readonly nowMs: number;
}

/**
 * Stores a rule, due at its newest slot.
 * @throws MetadataStoreError conflict when the id is taken
 */
export async function createRule(db: Db, input: NewRule): Promise<RuleRecord> {
  const id = input.id ?? createId();
  try {
    return await db.transaction().execute((tx) => insertRule(tx, { ...input, id }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict(`There is or was a rule with the id ${id}. Choose another id.`);
  }
}

/** Stores a rule inside a transaction of the caller. */
export async function insertRule(tx: Tx, input: NewRule): Promise<RuleRecord> {
  const id = input.id ?? createId();
  const { definition, nowMs } = input;
  const row = await tx
    .insertInto("rule")
    .values({
      id,
      definition: toJson(definition),
      version: 1,
      enabled: definition.enabled,
      next_slot_at: definition.enabled ? firstSlot(id, definition, nowMs) : null,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeVersion(tx, row, input.actor);
  return toRuleRecord(row);
}

function firstSlot(id: string, definition: RuleDefinition, nowMs: number): number {
  const { intervalMs } = definition;
  return slotAtOrBefore(nowMs, intervalMs, slotOffsetMs(id, intervalMs));
}

async function writeVersion(tx: Tx, row: RuleRow, actor: string | undefined): Promise<void> {
  await tx
    .insertInto("rule_version")
    .values({
      rule_id: row.id,
      version: row.version,
      definition: toJson(row.definition),
      created_at: row.updated_at,
      created_by: actor ?? null,
    })
    .execute();
}

const firing = sql<number>`(select count(*)::int from instance i
  where i.rule_id = rule.id and i.state in ('firing', 'recovering'))`;
const pending = sql<number>`(select count(*)::int from instance i
  where i.rule_id = rule.id and i.state = 'pending')`;
const worst = sql<AlertState | null>`(select i.state from instance i where i.rule_id = rule.id
  order by array_position(array['firing', 'recovering', 'pending', 'inactive'], i.state) limit 1)`;

function selectSummaries(db: Db) {
  return db
    .selectFrom("rule")
    .selectAll()
    .select([firing.as("firing"), pending.as("pending"), worst.as("worst")])
    .where("deleted_at", "is", null);
}

type SummaryRow = RuleRow & { firing: number; pending: number; worst: AlertState | null };

function toSummary(row: SummaryRow): RuleSummary {
  const state = row.last_slot_at === null ? "unknown" : (row.worst ?? "inactive");
  return { ...toRuleRecord(row), state, firingAlerts: row.firing, pendingAlerts: row.pending };
}

/** Reads a rule that is not removed. @throws MetadataStoreError not_found */
export async function getRule(db: Db, id: string): Promise<RuleSummary> {
  const row = await selectSummaries(db).where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw notFound("rule", id);
  return toSummary(row);
}

/** Which rules to list; given conditions must all hold. */
export interface RuleQuery extends PageRequest {
  /** Part of the name, in any case. */
  readonly text?: string | undefined;
  readonly state?: AlertState | undefined;
}

/** Lists rules, oldest first. */
export async function listRules(db: Db, query: RuleQuery = {}): Promise<Page<RuleSummary>> {
  let select = selectSummaries(db).orderBy("id").limit(rowLimit(query));
  if (query.cursor !== undefined) select = select.where("id", ">", query.cursor);
  if (query.text !== undefined && query.text !== "") {
    const pattern = `%${query.text.replace(/[\\%_]/g, "\\$&")}%`;
    select = select.where(sql<SqlBool>`definition->>'name' ilike ${pattern}`);
  }
  if (query.state !== undefined) {
    select = select.where(sql<SqlBool>`coalesce(${worst}, 'inactive') = ${query.state}`);
  }
  return toPage((await select.execute()).map(toSummary), query);
}

/** A new definition for a rule. */
export interface RuleChange {
  readonly id: string;
  /** The version that was edited. */
  readonly version: number;
  readonly definition: RuleDefinition;
  readonly actor?: string | undefined;
  readonly nowMs: number;
  /** Called when the change ends an incident (disabled, or other group labels). */
  readonly composeResolved: ComposeResolved;
}

/** A changed rule, and notices that were queued because the change ended an incident. */
export interface RuleChanged {
  readonly rule: RuleRecord;
  readonly intentIds: readonly string[];
}

/**
 * Writes a new version of a rule. Alerts keep their state unless the rule is disabled or groups
 * by other labels (alerting.md 4.2).
 * @throws MetadataStoreError not_found; conflict when the rule changed since `version`
 */
export async function updateRule(db: Db, change: RuleChange): Promise<RuleChanged> {
  return db.transaction().execute(async (tx) => {
    const before = await lockRule(tx, change.id);
    if (before.version !== change.version) {
      throw conflict(
        `The rule is at version ${before.version} now, not ${change.version}. Read it again and repeat the change.`,
      );
    }
    const { definition, nowMs } = change;
    const regrouped = groupingOf(before.definition) !== groupingOf(definition);
    const end = { actor: change.actor ?? null, nowMs, composeResolved: change.composeResolved };
    let intentIds: string[] = [];
    if (!definition.enabled && before.enabled) {
      intentIds = await endRuleInstances(tx, before, { ...end, cause: "rule_disabled" });
    } else if (regrouped) {
      intentIds = await endRuleInstances(tx, before, { ...end, cause: "rule_changed" });
    }
    const learnsOn = learnsTheSame(before.definition, definition);
    if (!learnsOn) await dropBaselines(tx, before.id);
    const row = await tx
      .updateTable("rule")
      .set({
        definition: toJson(definition),
        version: before.version + 1,
        enabled: definition.enabled,
        next_slot_at: nextSlotAfterChange(before, definition, nowMs),
        lease_owner: null,
        lease_expires_at: null,
        updated_at: nowMs,
        ...(learnsOn ? {} : { learning: null }),
      })
      .where("id", "=", before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await writeVersion(tx, row, change.actor);
    return { rule: toRuleRecord(row), intentIds };
  });
}

function groupingOf(definition: RuleDefinition): string {
  return JSON.stringify([...definition.signal.groupBy].toSorted());
}

function nextSlotAfterChange(
  before: RuleRow,
  definition: RuleDefinition,
  nowMs: number,
): number | null {
  if (!definition.enabled) return null;
  const sameSchedule = before.definition.intervalMs === definition.intervalMs;
  if (sameSchedule && before.next_slot_at !== null) return before.next_slot_at;
  return firstSlot(before.id, definition, nowMs);
}

async function lockRule(tx: Tx, id: string): Promise<RuleRow> {
  const row = await tx
    .selectFrom("rule")
    .selectAll()
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound("rule", id);
  return row;
}

/** Which rule to remove, and how to tell the end of its incident. */
export interface RuleRemoval {
  readonly id: string;
  readonly actor?: string | undefined;
  readonly nowMs: number;
  readonly composeResolved: ComposeResolved;
}

/**
 * Removes a rule: it is never evaluated again, its alerts end and its incident resolves. What
 * happened stays readable.
 * @returns ids of the queued notices
 * @throws MetadataStoreError not_found
 */
export async function removeRule(db: Db, removal: RuleRemoval): Promise<readonly string[]> {
  return db.transaction().execute(async (tx) => {
    const rule = await lockRule(tx, removal.id);
    const intentIds = await endRuleInstances(tx, rule, {
      cause: "rule_deleted",
      actor: removal.actor ?? null,
      nowMs: removal.nowMs,
      composeResolved: removal.composeResolved,
    });
    await dropBaselines(tx, rule.id);
    await tx
      .updateTable("rule")
      .set({
        deleted_at: removal.nowMs,
        updated_at: removal.nowMs,
        enabled: false,
        version: rule.version + 1,
        next_slot_at: null,
        lease_owner: null,
        lease_expires_at: null,
      })
      .where("id", "=", rule.id)
      .execute();
    return intentIds;
  });
}
