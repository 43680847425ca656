import {
  alertLabels,
  createNotice,
  dueSlots,
  expandAnnotations,
  groupKeyOf,
  incidentTitle,
  noContext,
  planSlot,
  slotAfter,
  slotOffsetMs,
  windowOf,
  type JudgeContext,
  type KnownInstance,
  type RuleDefinition,
  type SlotPlan,
  type Window,
  type WindowResult,
} from "@headroom/alerting";
import {
  createId,
  type ClaimedRule,
  type MetadataStore,
  type SlotCommit,
} from "@headroom/metadata-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import type { Logger } from "pino";
import { formatError } from "../lifecycle/format-error.ts";
import { addressNotice } from "./address-notice.ts";
import type { ForecastReader } from "./forecast-reader.ts";
import { dataUptoMs, readWindow } from "./read-window.ts";
import { openMemory, type RuleMemory } from "./rule-memory.ts";
import type { FactsReader } from "./signal-facts.ts";
import type { VitalReader } from "../self/read-vitals.ts";

export interface EvaluationDependencies {
  readonly metadata: MetadataStore;
  readonly telemetry: Pick<TelemetryStore, "queries" | "loadedThrough">;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly readFacts: FactsReader;
  readonly forecasts: ForecastReader;
  /** Reads windows of what Headroom measures about itself without ClickHouse. */
  readonly vitals?: VitalReader | undefined;
  readonly onSlot?: ((report: SlotReport) => void) | undefined;
  readonly log: Logger;
}

/** How one slot of a rule went, for measurements. */
export interface SlotReport {
  /** From the slot's time until it was committed. */
  readonly lagMs: number;
  readonly durationMs: number;
  /** Whether the signal could not be read. */
  readonly isError: boolean;
}

/** What evaluating a claim led to: ids whose jobs should be rung. */
export interface EvaluationOutcome {
  readonly committedSlots: number;
  readonly intentIds: readonly string[];
  readonly escalationRunIds: readonly string[];
}

/** How long a slot waits for data that is acknowledged but can't be queried yet. */
const LONGEST_WAIT_MS = 60_000;

interface OpenIncident {
  readonly id: string;
  readonly title: string;
}

/**
 * Evaluates the due slots of a claimed rule, oldest first, each committed on its own. A claim
 * that was lost meanwhile ends the work: whoever has it now goes on.
 */
export async function evaluateRule(
  claim: ClaimedRule,
  dependencies: EvaluationDependencies,
): Promise<EvaluationOutcome> {
  const { rule } = claim;
  const offsetMs = slotOffsetMs(rule.id, rule.definition.intervalMs);
  const due = dueSlots(rule.lastSlotMs ?? undefined, dependencies.now(), rule.definition, offsetMs);
  if (due.skipped > 0) {
    dependencies.log.warn({ rule: rule.id, skipped: due.skipped }, "slots skipped after a pause");
  }
  const intentIds: string[] = [];
  const escalationRunIds: string[] = [];
  let committedSlots = 0;
  let known: readonly KnownInstance[] = claim.instances;
  let incident: OpenIncident | null = claim.openIncident;
  const memory = await openMemory(claim, {
    ...dependencies,
    queries: dependencies.telemetry.queries,
  });
  for (const slotMs of due.slots) {
    const startedMs = dependencies.now();
    const read = await readSlot(rule.definition, slotMs, dependencies);
    if (read === undefined) break;
    const plan = planSlot({
      rule: rule.definition,
      known,
      hasOpenIncident: incident !== null,
      slotMs,
      ...(await withContext(memory, read, windowOf(rule.definition, slotMs))),
    });
    const nextSlotMs = slotAfter(slotMs, rule.definition.intervalMs, offsetMs);
    const commit = {
      ...toCommit(claim, plan, incident, { slotMs, nextSlotMs }, dependencies),
      baselines: memory.changesOf(plan, slotMs),
    };
    const committed = await dependencies.metadata.rules.commitSlot(commit);
    if (!committed.committed) {
      dependencies.log.info({ rule: rule.id, reason: committed.reason }, "slot not committed");
      break;
    }
    committedSlots += 1;
    const nowMs = dependencies.now();
    const isError = read.kind === "error";
    dependencies.onSlot?.({ lagMs: nowMs - slotMs, durationMs: nowMs - startedMs, isError });
    intentIds.push(...committed.intentIds);
    if (committed.escalationRunId !== null) escalationRunIds.push(committed.escalationRunId);
    known = mergeKnown(known, plan);
    incident = incidentAfter(plan, commit, incident);
  }
  if (committedSlots < due.slots.length || due.slots.length === 0) {
    await dependencies.metadata.rules.releaseClaim({
      ruleId: rule.id,
      fencingToken: claim.fencingToken,
    });
  }
  return { committedSlots, intentIds, escalationRunIds };
}

/** The slot's window; undefined while its data is still on the way, which the next sweep finds. */
async function readSlot(
  rule: RuleDefinition,
  slotMs: number,
  { telemetry, vitals, now }: EvaluationDependencies,
): Promise<WindowResult | undefined> {
  const window = windowOf(rule, slotMs);
  const vital = await vitals?.(rule.signal, window);
  if (vital !== undefined) return vital;
  if (dataUptoMs(telemetry, rule) >= window.toMs) {
    return readWindow(telemetry.queries, rule, window);
  }
  if (now() - slotMs < LONGEST_WAIT_MS) return undefined;
  return {
    kind: "error",
    message: "The data of this window is not loaded into ClickHouse yet. See the ingestion status.",
  };
}

/** What a window is judged with; where that can't be read, the slot is unknown and says why. */
async function withContext(
  memory: RuleMemory,
  result: WindowResult,
  window: Window,
): Promise<{ result: WindowResult; context: JudgeContext }> {
  try {
    return { result, context: await memory.contextOf(result, window) };
  } catch (error) {
    return { result: { kind: "error", message: formatError(error) }, context: noContext };
  }
}

function mergeKnown(known: readonly KnownInstance[], plan: SlotPlan): readonly KnownInstance[] {
  const merged = new Map(known.map((each) => [each.fingerprint, each]));
  for (const each of plan.instances) merged.set(each.fingerprint, each);
  return [...merged.values()];
}

function incidentAfter(
  plan: SlotPlan,
  commit: SlotCommit,
  before: OpenIncident | null,
): OpenIncident | null {
  if (plan.decision === "resolve") return null;
  if (plan.decision !== "open" || commit.incident === undefined) return before;
  return { id: commit.incident.incidentId, title: commit.incident.title };
}

function toCommit(
  { rule, fencingToken }: ClaimedRule,
  plan: SlotPlan,
  open: OpenIncident | null,
  slot: { slotMs: number; nextSlotMs: number },
  { now, publicUrl }: EvaluationDependencies,
): SlotCommit {
  const { definition } = rule;
  const nowMs = now();
  const groupKey = groupKeyOf(rule.id);
  const incident = open ?? { id: createId(), title: incidentTitle(definition, plan.instances) };
  const notice = (kind: "firing" | "resolved") =>
    createNotice({
      rule: definition,
      kind,
      incident,
      groupKey,
      publicUrl,
      instances: plan.instances,
      nowMs,
    });
  const firstFired = plan.instances.find((each) => each.event === "fired");
  const facts = {
    incidentId: incident.id,
    groupKey,
    title: incident.title,
    severity: definition.severity,
    labels: alertLabels(definition, firstFired?.labels ?? {}),
  };
  const tells = plan.decision === "open" || plan.decision === "join";
  const step = String(slot.slotMs);
  return {
    ruleId: rule.id,
    fencingToken,
    ruleVersion: rule.version,
    ...slot,
    dataUptoMs: windowOf(definition, slot.slotMs).toMs,
    nowMs,
    status: plan.status,
    error: plan.error ?? undefined,
    dataStatus: plan.dataStatus,
    learning: plan.learning,
    instances: plan.instances.map((each) => ({
      ...each,
      annotations: expandAnnotations(definition, each),
    })),
    incident:
      plan.decision === "resolve"
        ? { ...facts, decision: plan.decision, resolvedNotice: notice("resolved") }
        : { ...facts, decision: plan.decision },
    intents: tells ? addressNotice(notice("firing"), definition.channelIds, incident.id, step) : [],
    ...(plan.decision === "open" && definition.escalationPolicyId !== null
      ? { escalation: { start: { policyId: definition.escalationPolicyId } } }
      : {}),
  };
}
