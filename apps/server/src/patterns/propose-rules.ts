import type { Severity } from "@headroom/alerting";
import type { Headroom, RuleProposal } from "@headroom/contracts";
import type { AlertHint, AlertProposal, Assessment, PatternRecord } from "@headroom/patterns";
import { attributes, metricNames } from "./result-names.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** How far ahead a rule looks where the catalogue gives no lead time. */
const usualLeadMs = 14 * dayMs;
/** How far ahead a rule looks for the end of a resource: as far as it is forecast. */
const resourceLeadMs = 30 * dayMs;
/** Health below which a rule on the score fires (own proposal). */
const poorScore = 50;
const longestName = 200;

/** What rules are proposed for. */
export interface ProposalRequest {
  readonly service: string;
  readonly record: PatternRecord;
  readonly assessment: Assessment;
  readonly resources: readonly Headroom[];
  /** How often results are recorded. */
  readonly everyMs: number;
}

type RuleDefinition = RuleProposal["definition"];
type Signal = Extract<RuleDefinition["signal"], { type: "metric" }>;
type AttributeFilter = Signal["filters"][number];
type Common = Omit<RuleDefinition, "kind" | "condition">;

interface Draft {
  readonly id: string;
  readonly text: string;
  readonly severity: Severity;
  readonly signal: Signal;
  readonly title: string;
}

const equal = (key: string, value: string): AttributeFilter => ({ key, op: "=", value });

function readResult(metric: string, service: string, filters: AttributeFilter[]): Signal {
  return { type: "metric", metric, aggregation: "last", service, filters, groupBy: [] };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The part that rules of every kind share; a window holds a few recorded results. */
function startRule({ title, text, severity, signal }: Draft, request: ProposalRequest): Common {
  const { service, everyMs } = request;
  return {
    name: title.slice(0, longestName),
    description: text,
    enabled: true,
    signal,
    windowMs: clamp(3 * everyMs, 10_000, dayMs),
    intervalMs: minuteMs,
    evalDelayMs: 5_000,
    forMs: 0,
    keepFiringForMs: 0,
    noData: "hold",
    severity,
    labels: { service: service.slice(0, 2_000) },
    annotations: {},
    channelIds: [],
    escalationPolicyId: null,
  };
}

function defineThreshold(
  draft: Draft,
  {
    comparison,
    value,
    heldMs = 0,
  }: Omit<Extract<AlertHint, { type: "limit" }>, "type" | "indicator">,
  request: ProposalRequest,
): RuleProposal {
  const definition: RuleDefinition = {
    ...startRule(draft, request),
    kind: "threshold",
    condition: { comparison, threshold: value },
    forMs: Math.min(heldMs, dayMs),
  };
  return { id: draft.id, kind: "threshold", text: draft.text, definition };
}

function defineAnomaly(
  draft: Draft,
  { side }: Extract<AlertHint, { type: "band" }>,
  request: ProposalRequest,
): RuleProposal {
  // One value for each recorded result: nothing new is known in between.
  const intervalMs = clamp(request.everyMs, 5_000, hourMs);
  const definition: RuleDefinition = {
    ...startRule(draft, request),
    kind: "anomaly",
    intervalMs,
    windowMs: intervalMs,
    condition: {
      direction: side === "either" ? "both" : side,
      sensitivity: 0.5,
      triggerWindowMs: 3 * intervalMs,
      triggerShare: 0.6,
      repeats: "quiet",
    },
  };
  return { id: draft.id, kind: "anomaly", text: draft.text, definition };
}

function defineForecast(
  draft: Draft,
  condition: Pick<
    Extract<RuleDefinition, { kind: "forecast" }>["condition"],
    "comparison" | "limit" | "horizonMs"
  >,
  request: ProposalRequest,
): RuleProposal {
  const definition: RuleDefinition = {
    ...startRule(draft, request),
    kind: "forecast",
    intervalMs: 5 * minuteMs,
    condition: { ...condition, probability: 0.5 },
  };
  return { id: draft.id, kind: "forecast", text: draft.text, definition };
}

function fromHint(
  { text, severity, hint }: AlertProposal,
  index: number,
  request: ProposalRequest,
): RuleProposal[] {
  const { service, record, assessment } = request;
  const measured = [...assessment.parts, ...assessment.learning];
  const part = measured.find(({ indicator }) => indicator === hint?.indicator);
  if (hint === undefined || part === undefined) return [];
  const draft: Draft = {
    id: `${hint.type}-${hint.indicator}-${index}`,
    text,
    severity,
    title: `${part.name} of ${assessment.subject === service ? service : `${assessment.subject} in ${service}`}`,
    signal: readResult(metricNames.indicator, service, [
      equal(attributes.pattern, record.id),
      equal(attributes.subject, assessment.subject),
      equal(attributes.indicator, hint.indicator),
    ]),
  };
  switch (hint.type) {
    case "limit":
      return [defineThreshold(draft, hint, request)];
    case "band":
      // A rule compares a series with its own past only.
      return hint.baseline === "peers"
        ? []
        : [defineAnomaly({ ...draft, title: `${draft.title} is unusual` }, hint, request)];
    case "forecast": {
      const comparison = hint.comparison.startsWith("g") ? "above" : "below";
      const horizonMs = clamp(hint.leadMs ?? usualLeadMs, 10 * minuteMs, 90 * dayMs);
      const limit = { type: "constant", value: hint.value } as const;
      const predicted = { ...draft, title: `${draft.title} will be at its limit` };
      return [defineForecast(predicted, { comparison, limit, horizonMs }, request)];
    }
  }
}

function fromResource(resource: Headroom, request: ProposalRequest): RuleProposal[] {
  const { service } = request;
  if (resource.limit === null || resource.usedNow === null) return [];
  const filters = [
    equal(attributes.resource, resource.resource),
    equal(attributes.subject, resource.subject),
  ];
  const what = resource.resource.replaceAll("-", " ");
  const draft: Draft = {
    id: `limit-of-${resource.resource}`,
    text: `The forecast of ${what} reaches its limit within 30 days.`,
    severity: "warning",
    title: `${what} of ${resource.subject} will reach its limit`,
    signal: readResult(metricNames.used, service, filters),
  };
  const limit = {
    type: "signal",
    signal: readResult(metricNames.limit, service, filters),
  } as const;
  return [
    defineForecast(draft, { comparison: "above", limit, horizonMs: resourceLeadMs }, request),
  ];
}

function fromScore(request: ProposalRequest): RuleProposal[] {
  const { service, record, assessment } = request;
  if (assessment.score === null) return [];
  const draft: Draft = {
    id: "score",
    text: `The health of this pattern is below ${poorScore} of 100 for 15 minutes.`,
    severity: "warning",
    title: `Health of ${record.name} of ${assessment.subject}`,
    signal: readResult(metricNames.score, service, [
      equal(attributes.pattern, record.id),
      equal(attributes.subject, assessment.subject),
    ]),
  };
  const condition = { comparison: "lt", value: poorScore, heldMs: 15 * minuteMs } as const;
  return [defineThreshold(draft, condition, request)];
}

/**
 * Rules that suit a pattern as it was measured, complete and ready to be created, on the results
 * that are recorded at each assessment: what the catalogue proposes for its indicators, the dates of
 * its resources, and its health. Proposals about what is not measured are left out.
 */
export function proposeRules(request: ProposalRequest): RuleProposal[] {
  const { record, resources } = request;
  return [
    ...record.alerts.flatMap((alert, index) => fromHint(alert, index, request)),
    ...resources.flatMap((resource) => fromResource(resource, request)),
    ...fromScore(request),
  ];
}
