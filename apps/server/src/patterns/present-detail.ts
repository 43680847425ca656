import type { PatternDetail } from "@headroom/contracts";
import type { AssessmentDetail } from "@headroom/metadata-store";
import { findPattern } from "@headroom/patterns";
import { presentChecklist, presentIndicators } from "./present-assessment.ts";
import { presentPattern, type ResultPoints } from "./present-overview.ts";
import { presentRecord } from "./present-record.ts";
import { presentResource } from "./present-resource.ts";
import { proposeRules } from "./propose-rules.ts";
import type {
  StoredCapacity,
  StoredDetail,
  StoredForecasts,
  StoredOverview,
} from "./stored-forms.ts";

/** Documents of an assessed service in the present form. */
export interface AssessedDocuments {
  readonly service: string;
  readonly assessedMs: number;
  readonly overview: StoredOverview;
  readonly capacity: StoredCapacity;
  readonly detail: StoredDetail;
  readonly forecasts: StoredForecasts | undefined;
}

/** The documents of an assessment; undefined while the service waits for its first one. */
export function readDocuments(found: AssessmentDetail): AssessedDocuments | undefined {
  const { service, assessedMs, overview, capacity, detail, forecast } = found;
  if (assessedMs === null || overview === null || capacity === null || detail === null) {
    return undefined;
  }
  // The store gives documents of the present form only.
  return {
    service,
    assessedMs,
    overview: overview as StoredOverview,
    capacity: capacity as StoredCapacity,
    detail: detail as StoredDetail,
    forecasts: forecast === null ? undefined : (forecast as StoredForecasts),
  };
}

/** Histories of a pattern on one subject. */
export interface PatternHistories {
  readonly score: ResultPoints | undefined;
  readonly indicators: ReadonlyMap<string, ResultPoints>;
}

/** The subject that is meant: the one asked for, else that with the lowest score. */
export function chooseSubject(
  { overview }: AssessedDocuments,
  patternId: string,
  wanted: string | undefined,
): string | undefined {
  const own = overview.patterns.filter((pattern) => pattern.patternId === patternId);
  if (wanted === undefined) return own[0]?.subject;
  return own.find(({ subject }) => subject === wanted)?.subject;
}

/** A pattern of a service on one subject; undefined where it was not recognised there. */
export function presentDetail(
  documents: AssessedDocuments,
  { patternId, subject }: { readonly patternId: string; readonly subject: string },
  histories: PatternHistories,
  everyMs: number,
): PatternDetail | undefined {
  const { service, assessedMs, overview, capacity, detail, forecasts } = documents;
  const isMeant = (one: { readonly patternId: string; readonly subject: string }) =>
    one.patternId === patternId && one.subject === subject;
  const pattern = overview.patterns.find(isMeant);
  const report = detail.reports.find(({ recognition }) => isMeant(recognition));
  const record = findPattern(patternId);
  if (pattern === undefined || report === undefined || record === undefined) return undefined;
  const { recognition, assessment, curves } = report;
  const resources = capacity.resources.filter((one) => belongs(one, patternId, subject));
  const { startMs, endMs } = detail.window;
  return {
    service,
    assessedAt: new Date(assessedMs).toISOString(),
    window: { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() },
    record: presentRecord(record),
    subjects: overview.patterns
      .filter((one) => one.patternId === patternId)
      .map((one) => one.subject),
    pattern: presentPattern(pattern, histories.score),
    reason: recognition.reason,
    evidence: recognition.evidence.map(({ text, signal, value }) => ({ text, signal, value })),
    missing: recognition.missing.map(({ signal, gain }) => ({ signal, gain })),
    indicators: presentIndicators(assessment, histories.indicators),
    checklist: presentChecklist(assessment),
    resources: resources.map((resource) => presentResource(resource, capacity, forecasts)),
    curves: [...curves],
    rules: proposeRules({ service, record, assessment, resources, everyMs }),
  };
}

/** A queue is sized once though it may be both a message queue and a job queue. */
const queuePatterns = new Set(["P38", "P41"]);

function belongs(
  resource: { readonly patternId: string; readonly subject: string },
  patternId: string,
  subject: string,
): boolean {
  const isSame =
    resource.patternId === patternId ||
    (queuePatterns.has(resource.patternId) && queuePatterns.has(patternId));
  return isSame && resource.subject === subject;
}
