import { findPattern } from "../catalogue/index.ts";
import type { Indicator, IndicatorScale, PatternId, VerifyItem } from "../catalogue/types.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { recogniseAll } from "../recognise/recognise-all.ts";
import type { RecognitionReport } from "../recognise/recognise-all.ts";
import type { Recognition } from "../recognise/recognition.ts";
import { scorePattern } from "../score/score.ts";
import type { ByIndicator, MissingIndicator, ScorePart } from "../score/score.ts";
import { assessors } from "./assessors.ts";
import { meantScales, scaleFromHistory } from "./baseline-scale.ts";
import type { CheckVerdict, MeasuredInput, PatternAssessor } from "./measurement.ts";

/** Where a scale comes from; `meaning` is for indicators whose own definition says what is bad. */
export type ScaleSource = "catalogue" | "caller" | "history" | "meaning";

/**
 * One indicator of an assessment, open to its source: value and unit, health and weight, the scale
 * and limit used, the formula of the catalogue, the calculation with its numbers, and the inputs
 * with the names of their signals.
 */
export interface AssessedPart extends ScorePart {
  readonly name: string;
  readonly unit: string;
  readonly formula: Indicator["formula"];
  readonly calculation: string;
  readonly inputs: readonly MeasuredInput[];
  readonly scaleFrom: ScaleSource;
}

/** A measured value that is not in the score because nothing says what is good or bad yet. */
export interface LearningPart {
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly calculation: string;
  readonly inputs: readonly MeasuredInput[];
}

/** A point to verify with its verdict. */
export interface ChecklistResult {
  readonly item: VerifyItem;
  readonly verdict: CheckVerdict;
  readonly evidence: string;
}

/** Health of one recognised pattern; the parts are explained at `PatternScore`. */
export interface Assessment {
  readonly patternId: PatternId;
  readonly subject: string;
  readonly score: number | null;
  readonly measuredScore: number | null;
  readonly coverage: number;
  readonly parts: readonly AssessedPart[];
  readonly learning: readonly LearningPart[];
  readonly missing: readonly MissingIndicator[];
  readonly checklist: readonly ChecklistResult[];
}

/**
 * `scales` are set by the user and come first. `history` are earlier values of an indicator on the
 * same subject, at least 24, from which a scale is made where the catalogue has none.
 */
export interface AssessOptions {
  readonly scales?: ByIndicator<IndicatorScale>;
  readonly history?: ByIndicator<readonly number[]>;
}

interface ChosenScale {
  readonly scale: IndicatorScale;
  readonly from: ScaleSource;
}

function chooseScale(indicator: Indicator, options: AssessOptions): ChosenScale | undefined {
  const own = options.scales?.[indicator.id];
  if (own !== undefined) return { scale: own, from: "caller" };
  if (indicator.scale !== undefined) return { scale: indicator.scale, from: "catalogue" };
  const meant = meantScales[indicator.id];
  if (meant !== undefined) return { scale: meant, from: "meaning" };
  const learned = scaleFromHistory(indicator, options.history?.[indicator.id]);
  return learned === undefined ? undefined : { scale: learned, from: "history" };
}

/** Indicators that the subject can have, with weights that add up to 1. */
function listApplicable(
  indicators: readonly Indicator[],
  { applies }: PatternAssessor,
  recognition: Recognition,
): readonly Indicator[] {
  const own = indicators.filter(({ id }) => applies?.(id, recognition) ?? true);
  const total = own.reduce((sum, { weight }) => sum + weight, 0);
  return own.map((indicator) => ({ ...indicator, weight: indicator.weight / total }));
}

/**
 * Measures a recognised pattern from the snapshot it was found in, scores it with the indicators of
 * its record, and goes through its points to verify. `score` is null where nothing could be
 * measured; `learning` holds values without a scale. Undefined for a pattern without an assessor.
 */
export function assessRecognition(
  snapshot: EvidenceSnapshot,
  recognition: Recognition,
  options: AssessOptions = {},
): Assessment | undefined {
  const record = findPattern(recognition.patternId);
  const assessor = assessors.get(recognition.patternId);
  if (record === undefined || assessor === undefined) return undefined;
  const measurements = assessor.measure(snapshot, recognition);
  const byIndicator = new Map(measurements.map((one) => [one.indicator, one]));
  const values = Object.fromEntries(measurements.map((one) => [one.indicator, one.value]));
  const indicators = listApplicable(record.indicators, assessor, recognition);
  const chosen = new Map(indicators.map((one) => [one.id, chooseScale(one, options)]));
  const scales = Object.fromEntries(
    [...chosen].flatMap(([id, own]) =>
      own === undefined || own.from === "catalogue" ? [] : [[id, own.scale] as const],
    ),
  );
  const { score, measuredScore, coverage, parts, missing } = scorePattern(
    indicators,
    values,
    scales,
  );
  const findings = assessor.check(snapshot, recognition, measurements);
  const describe = (id: string) => {
    const { name, unit } = record.indicators.find((one) => one.id === id) ?? { name: id, unit: "" };
    const { calculation = "", inputs = [] } = byIndicator.get(id) ?? {};
    return { name, unit, calculation, inputs };
  };
  return {
    patternId: record.id,
    subject: recognition.subject,
    score,
    measuredScore,
    coverage,
    parts: parts.map((part): AssessedPart => ({
      ...part,
      ...describe(part.indicator),
      formula: record.indicators.find(({ id }) => id === part.indicator)?.formula ?? { text: "" },
      scaleFrom: chosen.get(part.indicator)?.from ?? "catalogue",
    })),
    learning: missing.flatMap(({ indicator, reason }) => {
      const value = values[indicator];
      return reason === "no-scale" && value !== undefined
        ? { indicator, value, ...describe(indicator) }
        : [];
    }),
    missing,
    checklist: record.verify.map((item): ChecklistResult => {
      const { verdict, evidence } = findings[item.id] ?? {
        verdict: "cannot be seen",
        evidence: `The snapshot does not show it. ${item.check}`,
      };
      return { item, verdict, evidence };
    }),
  };
}

/** Recognitions of a snapshot with the assessment of each. */
export interface SnapshotAssessment extends RecognitionReport {
  readonly assessed: readonly {
    readonly recognition: Recognition;
    readonly assessment: Assessment;
  }[];
}

/**
 * Recognises and assesses everything in a snapshot. `optionsFor` gives scales and history of one
 * recognised subject.
 */
export function assessSnapshot(
  snapshot: EvidenceSnapshot,
  optionsFor: (recognition: Recognition) => AssessOptions = () => ({}),
): SnapshotAssessment {
  const report = recogniseAll(snapshot);
  const assessed = report.recognitions.flatMap((recognition) => {
    const assessment = assessRecognition(snapshot, recognition, optionsFor(recognition));
    return assessment === undefined ? [] : { recognition, assessment };
  });
  return { ...report, assessed };
}
