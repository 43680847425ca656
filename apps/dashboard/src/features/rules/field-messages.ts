import type { FieldErrors } from "@/api/api-error";

/** What to do about a field, where the schema's own message speaks to programmers. */
const MESSAGES: Readonly<Record<string, string>> = {
  name: "Give the rule a name of at most 200 characters.",
  description: "Keep the description below 5,000 characters.",
  "signal.metric": "Choose a metric.",
  "condition.threshold": "Enter the limit as a number.",
  windowMs: "Choose a window from 10 s to 24 h.",
  intervalMs: "Choose an interval from 5 s to 1 h.",
  evalDelayMs: "Choose a delay from 0 s to 1 h.",
  forMs: "Choose a duration from 0 s to 24 h.",
  keepFiringForMs: "Choose a duration from 0 s to 24 h.",
  channelIds: "Choose at most 20 channels.",
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
  if (/^signal\.filters\.\d+/.test(path)) return "Complete or remove this filter.";
  return message;
}

/** Errors of the server by path in the definition; updates carry it under `definition`. */
export function definitionPaths(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^definition\./, ""), message]),
  );
}
