import type { Labels, RuleDefinition, Signal } from "./rule.ts";

/** Identity of a group of a rule: its labels in key order, as JSON. Equal labels, equal string. */
export function fingerprintOf(labels: Labels): string {
  const entries = Object.entries(labels)
    .filter(([, value]) => value !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify(entries);
}

/**
 * Labels of an alert: the service that the rule watches, then the group's, then the rule's own
 * (later ones win), then alertname and severity.
 */
export function alertLabels(rule: RuleDefinition, group: Labels): Labels {
  const { service } = rule.signal;
  const watched: Labels = service === undefined || service === "" ? {} : { service };
  return {
    ...watched,
    ...group,
    ...rule.labels,
    alertname: rule.name,
    severity: rule.severity,
  };
}

/**
 * Replaces `{{ labels.key }}`, `{{ value }}` and `{{ threshold }}` (both with their unit) in an annotation. Unknown
 * names stay as written, so that a typing error shows instead of vanishing.
 */
export function expandTemplate(
  template: string,
  data: { labels: Labels; value: number | null; threshold: number | null; signal: Signal },
): string {
  return template.replace(/\{\{\s*([\w.$-]+)\s*\}\}/g, (whole, path: string) => {
    const name = path.startsWith("$") ? path.slice(1) : path;
    if (name === "value") {
      return data.value === null ? "no value" : formatMeasured(data.signal, data.value);
    }
    if (name === "threshold") {
      return data.threshold === null ? "no limit" : formatMeasured(data.signal, data.threshold);
    }
    if (name.startsWith("labels.")) return data.labels[name.slice(7)] ?? whole;
    return whole;
  });
}

/** A number for people: at most four significant digits, no exponent below 10^15. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(4)));
}

/** A signal's value for people, with its unit where the signal implies one. */
export function formatMeasured(signal: Signal, value: number): string {
  if (signal.type === "logs") return `${formatValue(value)} records`;
  if (signal.type === "metric") return formatValue(value);
  switch (signal.measure) {
    case "rate":
      return `${formatValue(value)} req/s`;
    case "errors":
      return `${formatValue(value)} errors`;
    case "error_ratio":
      return `${formatValue(value * 100)} %`;
    case "avg":
    case "p50":
    case "p95":
    case "p99":
      return value >= 1_000 ? `${formatValue(value / 1_000)} s` : `${formatValue(value)} ms`;
  }
}

/** The values that a signal can have: counts, rates and latencies are not negative. */
export function rangeOfSignal(signal: Signal): { readonly least: number; readonly most: number } {
  if (signal.type === "metric") {
    const isCount = ["rate", "increase", "count"].includes(signal.aggregation);
    return { least: isCount ? 0 : -Infinity, most: Infinity };
  }
  const isRatio = signal.type === "red" && signal.measure === "error_ratio";
  return { least: 0, most: isRatio ? 1 : Infinity };
}

/** A number brought into a range. */
export function clampTo({ least, most }: { least: number; most: number }, value: number): number {
  return Math.max(least, Math.min(most, value));
}

const byteSteps = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/**
 * A signal's value for people; a metric's with its unit as OpenTelemetry writes it (UCUM), so
 * that `By` becomes KiB and so on, `GBy` GB, `{connection}` connection and `1` nothing.
 */
export function formatQuantity(signal: Signal, value: number, unit: string): string {
  if (signal.type !== "metric" || unit === "" || unit === "1") return formatMeasured(signal, value);
  if (unit !== "By")
    return `${formatValue(value)} ${unit.replace(/[{}]/g, "").replace(/By$/, "B")}`;
  const size = Math.abs(value);
  const step = size < 1_024 ? 0 : Math.min(5, Math.floor(Math.log2(size) / 10));
  return `${formatValue(value / 1_024 ** step)} ${byteSteps[step] ?? "B"}`;
}
