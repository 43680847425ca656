import type { Reading } from "../evidence/read-signals.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Recognition } from "../recognise/recognition.ts";

/**
 * One number that went into a measurement: what it is, its value in its unit, the signal by its
 * name as sent (or the part of the snapshot), and how it was taken from it, for example `p95`.
 */
export interface MeasuredInput {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly signal: string;
  readonly statistic: string;
}

/** The value of one indicator, with its calculation in words and numbers and its inputs. */
export interface Measurement {
  readonly indicator: string;
  readonly value: number;
  readonly calculation: string;
  readonly inputs: readonly MeasuredInput[];
}

/** Whether a point to verify holds. */
export type CheckVerdict = "met" | "not met" | "cannot be seen";

/** Verdict on one point to verify and what it rests on. */
export interface CheckFinding {
  readonly verdict: CheckVerdict;
  readonly evidence: string;
}

/** Verdicts by the id of the point to verify; what is absent cannot be seen. */
export type CheckFindings = Readonly<Record<string, CheckFinding>>;

/** Measures a recognised pattern and answers what can be answered of its points to verify. */
export interface PatternAssessor {
  /**
   * Whether an indicator can be had of a subject at all; all can where this is absent. The weights
   * of those that apply are scaled to add up to 1, so that an event loop is not thought healthy for
   * the threads it does not have.
   */
  readonly applies?: (indicator: string, recognition: Recognition) => boolean;
  readonly measure: (
    snapshot: EvidenceSnapshot,
    recognition: Recognition,
  ) => readonly Measurement[];
  readonly check: (
    snapshot: EvidenceSnapshot,
    recognition: Recognition,
    measurements: readonly Measurement[],
  ) => CheckFindings;
}

/** A number as a person reads it: at most four significant digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : String(value);
  return String(Number(value.toPrecision(4)));
}

/** An input of a measurement. */
export function input(
  name: string,
  value: number,
  unit: string,
  signal: string,
  statistic: string,
): MeasuredInput {
  return { name, value, unit, signal, statistic };
}

/**
 * A measurement as a list of one, or an empty list where the value is not known. `expression` names
 * the inputs; their numbers and the result are put behind it.
 */
export function measured(
  indicator: string,
  value: number | undefined,
  expression: string,
  inputs: readonly MeasuredInput[],
): readonly Measurement[] {
  if (value === undefined || !Number.isFinite(value)) return [];
  const numbers = inputs.map((one) => `${one.name} ${formatNumber(one.value)} ${one.unit}`.trim());
  const calculation = `${expression} = ${formatNumber(value)} (${numbers.join(", ")})`;
  return [{ indicator, value, calculation, inputs }];
}

/** The value of an indicator among measurements. */
export function findValue(
  measurements: readonly Measurement[],
  indicator: string,
): number | undefined {
  return measurements.find((one) => one.indicator === indicator)?.value;
}

/**
 * Readings of a signal that belong to a subject: those whose label is its name, else those that
 * have no such label at all.
 */
export function readFor(
  snapshot: EvidenceSnapshot,
  signal: Signal,
  keys: readonly string[],
  subject: string,
): readonly Reading[] {
  const readings = readSignal(snapshot, signal);
  const own = readings.filter(({ labels }) => pickLabel(labels, keys) === subject);
  return own.length > 0
    ? own
    : readings.filter(({ labels }) => pickLabel(labels, keys) === undefined);
}

/** A finding from a condition; what cannot be told is undefined. */
export function decide(isMet: boolean | undefined, evidence: string): CheckFinding {
  if (isMet === undefined) return { verdict: "cannot be seen", evidence };
  return { verdict: isMet ? "met" : "not met", evidence };
}

/** Length of the window in seconds. */
export function measureWindowS({ window }: EvidenceSnapshot): number {
  return (window.endMs - window.startMs) / 1000;
}
