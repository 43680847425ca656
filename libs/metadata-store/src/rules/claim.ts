import { sql, type QueryCreator } from "kysely";
import type { ClaimRequest, DueRequest } from "../claims.ts";
import type { Db } from "../database.ts";
import type { Database } from "../schema.ts";
import { toText } from "../encoding.ts";
import { toIncidentRecord, type IncidentRecord } from "../incidents/records.ts";
import { toInstanceRecord, toRuleRecord, type InstanceRecord, type RuleRecord } from "./records.ts";

/** A due rule that this process may evaluate until its lease ends. */
export interface ClaimedRule {
  readonly rule: RuleRecord;
  /** Goes into `commitSlot`; a later claim makes it stale. */
  readonly fencingToken: number;
  readonly instances: readonly InstanceRecord[];
  readonly openIncident: IncidentRecord | null;
}

function selectDue(db: QueryCreator<Database>, nowMs: number, limit: number) {
  return db
    .selectFrom("rule")
    .select("id")
    .where("enabled", "=", true)
    .where("deleted_at", "is", null)
    .where("next_slot_at", "<=", nowMs)
    .where((eb) => eb.or([eb("lease_expires_at", "is", null), eb("lease_expires_at", "<=", nowMs)]))
    .orderBy("next_slot_at")
    .limit(limit);
}

/** Ids of due rules that nobody holds, longest due first. */
export async function listDueRules(db: Db, request: DueRequest): Promise<string[]> {
  const rows = await selectDue(db, request.nowMs, request.limit).execute();
  return rows.map((row) => row.id);
}

/** Takes due rules, longest due first; rows that another process is taking are passed over. */
export async function claimDueRules(db: Db, request: ClaimRequest): Promise<ClaimedRule[]> {
  const { nowMs, ids } = request;
  if (ids?.length === 0) return [];
  const rows = await db
    .with("due", (qb) => {
      const due = selectDue(qb, nowMs, request.limit).forUpdate().skipLocked();
      return ids === undefined ? due : due.where("id", "in", ids);
    })
    .updateTable("rule")
    .from("due")
    .set({
      lease_owner: request.owner,
      lease_expires_at: nowMs + request.leaseMs,
      fencing_token: sql<number>`rule.fencing_token + 1`,
    })
    .whereRef("rule.id", "=", "due.id")
    .returningAll("rule")
    .execute();
  if (rows.length === 0) return [];
  const claimed = rows.toSorted((a, b) => (a.next_slot_at ?? 0) - (b.next_slot_at ?? 0));
  const ruleIds = claimed.map((row) => row.id);
  const [instances, incidents] = [
    await readInstances(db, ruleIds),
    await readOpenIncidents(db, ruleIds),
  ];
  return claimed.map((row) => ({
    rule: toRuleRecord(row),
    fencingToken: row.fencing_token,
    instances: instances.get(row.id) ?? [],
    openIncident: incidents.get(row.id) ?? null,
  }));
}

async function readInstances(db: Db, ruleIds: string[]): Promise<Map<string, InstanceRecord[]>> {
  const rows = await db
    .selectFrom("instance")
    .selectAll()
    .where("rule_id", "in", ruleIds)
    .orderBy("id")
    .execute();
  return Map.groupBy(rows.map(toInstanceRecord), (instance) => instance.ruleId);
}

async function readOpenIncidents(db: Db, ruleIds: string[]): Promise<Map<string, IncidentRecord>> {
  const rows = await db
    .selectFrom("incident")
    .selectAll()
    .where("rule_id", "in", ruleIds)
    .where("status", "<>", "resolved")
    .orderBy("number")
    .execute();
  return new Map(rows.map((row) => [row.rule_id, toIncidentRecord(row)]));
}

/** Gives a claimed rule back. Returns false when the claim was lost already. */
export async function releaseClaim(
  db: Db,
  claim: { readonly ruleId: string; readonly fencingToken: number },
): Promise<boolean> {
  const result = await db
    .updateTable("rule")
    .set({ lease_owner: null, lease_expires_at: null })
    .where("id", "=", claim.ruleId)
    .where("fencing_token", "=", claim.fencingToken)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Notes that a rule could not be evaluated at all and keeps it away until `retryAtMs`. The slot
 * stays due. Returns false when the claim was lost already.
 */
export async function recordFailure(
  db: Db,
  failure: {
    readonly ruleId: string;
    readonly fencingToken: number;
    readonly error: string;
    readonly retryAtMs: number;
  },
): Promise<boolean> {
  const result = await db
    .updateTable("rule")
    .set({
      last_error: toText(failure.error),
      failing_slots: sql<number>`failing_slots + 1`,
      data_status: "error",
      lease_owner: null,
      lease_expires_at: failure.retryAtMs,
    })
    .where("id", "=", failure.ruleId)
    .where("fencing_token", "=", failure.fencingToken)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
