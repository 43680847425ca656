import { limitOf, limitText } from "./limit-text";
import type {
  AnomalyCondition,
  Comparison,
  Definition,
  ForecastCondition,
  Signal,
  ThresholdCondition,
} from "./rule-types";
import { canRecoverApart } from "./rule-words";
import { trimSignal } from "./trim-signal";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The fields of an anomaly rule; shares and lengths are NaN where unreadable. */
export interface AnomalyFields {
  readonly direction: AnomalyCondition["direction"];
  readonly sensitivity: number;
  readonly triggerWindowMs: number;
  readonly triggerShare: number;
  /** Null: the shortest that makes sense. */
  readonly recoveryWindowMs: number | null;
  readonly repeats: AnomalyCondition["repeats"];
}

/** The fields of a forecast rule. Both limits are kept, whichever is in use. */
export interface ForecastFields {
  readonly comparison: ForecastCondition["comparison"];
  readonly limitType: ForecastCondition["limit"]["type"];
  /** A constant limit, in the unit shown. */
  readonly limit: string;
  /** A measured limit; its own grouping is not read. */
  readonly limitSignal: Signal;
  /** Whether each group of the rule has a measured limit of its own. */
  readonly limitGrouped: boolean;
  readonly horizonMs: number;
  readonly probability: number;
}

/** The conditions of a form: those of all kinds, so that none is lost on the way back. */
export interface ConditionFields {
  readonly signal: Signal;
  readonly comparison: Comparison;
  readonly threshold: string;
  /** Empty: recovers at the threshold. */
  readonly recovery: string;
  readonly anomaly: AnomalyFields;
  readonly forecast: ForecastFields;
}

/** What an anomaly rule begins with. */
export const usualAnomaly: AnomalyFields = {
  direction: "both",
  sensitivity: 0.5,
  triggerWindowMs: 5 * MINUTE_MS,
  triggerShare: 0.6,
  recoveryWindowMs: null,
  repeats: "quiet",
};

/** What a forecast rule on a signal begins with. */
export function usualForecast(service: string | undefined): ForecastFields {
  return {
    comparison: "above",
    limitType: "constant",
    limit: "",
    limitSignal: {
      type: "metric",
      metric: "",
      aggregation: "avg",
      ...(service ? { service } : {}),
      filters: [],
      groupBy: [],
    },
    limitGrouped: false,
    horizonMs: DAY_MS,
    probability: 0.5,
  };
}

/** The conditions of a stored rule; kinds that it is not begin as usual. */
export function conditionFieldsOf(definition: Definition): ConditionFields {
  const { signal, kind, condition } = definition;
  const fields: ConditionFields = {
    signal,
    comparison: "gt",
    threshold: "",
    recovery: "",
    anomaly: usualAnomaly,
    forecast: usualForecast(signal.service),
  };
  switch (kind) {
    case "threshold": {
      const { comparison, threshold, recovery } = condition;
      return {
        ...fields,
        comparison,
        threshold: limitText(threshold, signal),
        recovery: recovery === undefined ? "" : limitText(recovery, signal),
      };
    }
    case "anomaly": {
      const { recoveryWindowMs = null, ...rest } = condition;
      return { ...fields, anomaly: { ...rest, recoveryWindowMs } };
    }
    case "forecast": {
      const { limit, ...rest } = condition;
      const forecast = { ...fields.forecast, ...rest, limitType: limit.type };
      return {
        ...fields,
        forecast:
          limit.type === "constant"
            ? { ...forecast, limit: limitText(limit.value, signal) }
            : {
                ...forecast,
                limitSignal: { ...limit.signal, groupBy: [] },
                limitGrouped: limit.signal.groupBy.length > 0,
              },
      };
    }
  }
}

/** The limit as stored; `recovery` is left out where it is empty or has no meaning. */
export function thresholdConditionOf(
  form: Pick<ConditionFields, "comparison" | "signal" | "threshold" | "recovery">,
): ThresholdCondition {
  const { comparison, signal } = form;
  const threshold = limitOf(form.threshold, signal);
  return form.recovery.trim() === "" || !canRecoverApart(comparison)
    ? { comparison, threshold }
    : { comparison, threshold, recovery: limitOf(form.recovery, signal) };
}

/** The fields of an anomaly rule as stored. */
export function anomalyConditionOf(fields: AnomalyFields): AnomalyCondition {
  const { recoveryWindowMs, ...rest } = fields;
  return recoveryWindowMs === null ? rest : { ...rest, recoveryWindowMs };
}

/** The fields of a forecast rule on `signal` as stored. */
export function forecastConditionOf(fields: ForecastFields, signal: Signal): ForecastCondition {
  const { comparison, horizonMs, probability } = fields;
  const limit: ForecastCondition["limit"] =
    fields.limitType === "constant"
      ? { type: "constant", value: limitOf(fields.limit, signal) }
      : { type: "signal", signal: limitSignalOf(fields, signal) };
  return { comparison, limit, horizonMs, probability };
}

function limitSignalOf({ limitSignal, limitGrouped }: ForecastFields, signal: Signal): Signal {
  const groupBy = limitGrouped ? signal.groupBy : [];
  const trimmed = trimSignal(limitSignal);
  if (trimmed.type !== "red") return { ...trimmed, groupBy: [...groupBy] };
  return {
    ...trimmed,
    groupBy: (["service", "operation"] as const).filter((key) =>
      (groupBy as readonly string[]).includes(key),
    ),
  };
}
