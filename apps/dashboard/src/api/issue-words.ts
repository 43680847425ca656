import type { z } from "zod";

// How the schema library's own messages begin; the contracts' messages are kept as they are.
const LIBRARY_WORDS = /^(Too small|Too big|Invalid)/;

/** The message of a schema issue in words that say what to do. */
export function explainIssue(issue: z.core.$ZodIssue): string {
  if (!LIBRARY_WORDS.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum), lastKey(issue.path));
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum), lastKey(issue.path));
    case "invalid_format":
      return issue.format === "email"
        ? "Give an e-mail address, as name@example.org."
        : "This is not in the expected form.";
    case "invalid_type":
      return issue.expected === "number" || issue.expected === "int"
        ? "Give a number."
        : "Fill this in.";
    default:
      return "Correct this field.";
  }
}

function tooSmall(origin: string, minimum: number, key: string): string {
  if (origin === "string")
    return minimum <= 1 ? "Fill this in." : `Write at least ${minimum} characters.`;
  if (origin === "array") return minimum <= 1 ? "Give at least one." : `Give at least ${minimum}.`;
  return `Choose at least ${amount(minimum, key)}.`;
}

function tooBig(origin: string, maximum: number, key: string): string {
  if (origin === "string") return `Write at most ${maximum} characters.`;
  if (origin === "array") return `Give at most ${maximum}.`;
  return `Choose at most ${amount(maximum, key)}.`;
}

// Fields in milliseconds are shown to people in larger units.
function amount(value: number, key: string): string {
  if (!key.endsWith("Ms")) return String(value);
  if (value % 3_600_000 === 0) return `${value / 3_600_000} h`;
  return value % 60_000 === 0 ? `${value / 60_000} min` : `${value / 1_000} s`;
}

function lastKey(path: readonly PropertyKey[]): string {
  return String(path.at(-1) ?? "");
}
