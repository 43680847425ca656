import type { FieldErrors } from "@/api/api-error";

/** What to do about a field, where the schema's own message speaks to programmers. */
const MESSAGES: Readonly<Record<string, string>> = {
  name: "Give the rule a name of at most 200 characters.",
  description: "Keep the description below 5,000 characters.",
  "signal.metric": "Choose a metric.",
  "condition.threshold": "Enter the limit as a number.",
  "condition.limit.value": "Enter the limit as a number.",
  "condition.limit.signal.metric": "Choose the metric that measures the limit.",
  "condition.horizonMs": "Choose how far to look ahead, from 10 min to 90 d.",
  "condition.probability": "Choose a chance from 5 % to 95 %.",
  windowMs: "Choose a window from 10 s to 24 h.",
  intervalMs: "Choose an interval from 5 s to 1 h.",
  evalDelayMs: "Choose a delay from 0 s to 1 h.",
  forMs: "Choose a duration from 0 s to 24 h.",
  keepFiringForMs: "Choose a duration from 0 s to 24 h.",
  channelIds: "Choose at most 20 channels.",
};

/** The same for fields whose other faults the schema words for people. */
const BOUNDED: Readonly<Record<string, string>> = {
  "condition.triggerWindowMs": "Choose a trigger window from 5 s to 24 h.",
  "condition.triggerShare": "Choose a share above 0 % and up to 100 %.",
  "condition.recoveryWindowMs": "Choose a recovery window from 5 s to 24 h.",
};

/** The errors of a checked form in words for its author; messages written for people stay. */
export function wordFieldErrors(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path, wordOne(path, message)]),
  );
}

function wordOne(path: string, message: string): string {
  const known = MESSAGES[path];
  if (known !== undefined) return known;
  if (path === "condition.recovery" && message.startsWith("Invalid")) {
    return "Enter the recovery limit as a number, or leave it empty.";
  }
  const bounded = BOUNDED[path];
  if (bounded !== undefined && /^(Choose|Give|Fill|Correct)/.test(message)) return bounded;
  if (/^signal\.filters\.\d+/.test(path)) return "Complete or remove this filter.";
  return message;
}

/** Errors of the server by path in the definition; updates carry it under `definition`. */
export function definitionPaths(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^definition\./, ""), message]),
  );
}
