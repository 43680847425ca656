import { addAttributeFilters } from "./attribute-filter.ts";
import type { AttributeFilter } from "./attribute-filter.ts";
import { badQuery } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import type { TimeRange } from "./time-range.ts";

/** Which log records to look for; all of it must hold. */
export interface LogSelection extends TimeRange {
  readonly service?: string | undefined;
  /** Lowest OTLP severity number, 1..24. */
  readonly minSeverity?: number | undefined;
  /** Words that must be in the body in any order, ASCII case ignored; "quoted" text as it is. */
  readonly q?: string | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  readonly attributes?: readonly AttributeFilter[] | undefined;
}

const maxWords = 32;

/** The words and quoted phrases of a search text; words as the index cuts and lowers them. */
export function parseLogText(text: string): { words: string[]; phrases: string[] } {
  const phrases = [...text.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
  // The index cuts at ASCII characters that are neither letter nor digit and lowers ASCII only.
  const words = text
    .split(/(?:(?![A-Za-z0-9])\p{ASCII})+/u)
    .filter((word) => word !== "")
    .map((word) => word.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
  if (words.length === 0 && text.trim() !== "") return { words, phrases: [text.trim()] };
  return { words: [...new Set(words)], phrases };
}

function addText(conditions: Conditions, text: string): void {
  const { words, phrases } = parseLogText(text);
  if (words.length > maxWords) throw badQuery("Search for at most 32 words.");
  if (words.length > 0) {
    const placeholder = conditions.bind("Array(String)", words);
    conditions.add(`hasAllTokens(lower(body), ${placeholder})`);
  }
  for (const phrase of phrases) {
    const placeholder = conditions.bind("String", phrase);
    conditions.add(`positionCaseInsensitiveUTF8(body, ${placeholder}) > 0`);
  }
}

function addId(conditions: Conditions, column: string, id: string, bytes: number): void {
  if (!new RegExp(`^[0-9a-fA-F]{${bytes * 2}}$`).test(id)) {
    throw badQuery(`A ${column.replace("_", " ")} has ${bytes * 2} hexadecimal digits.`);
  }
  conditions.add(`${column} = toFixedString(unhex(${conditions.bind("String", id)}), ${bytes})`);
}

/** Adds all of the selection but its time range. */
export function addLogSelection(conditions: Conditions, selection: LogSelection): void {
  const { service, minSeverity } = selection;
  if (service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", service)}`);
  }
  if (minSeverity !== undefined) {
    if (!Number.isInteger(minSeverity) || minSeverity < 0 || minSeverity > 24) {
      throw badQuery("The lowest severity is a number from 0 to 24.");
    }
    conditions.add(`severity_number >= ${conditions.bind("UInt8", minSeverity)}`);
  }
  if (selection.traceId !== undefined) addId(conditions, "trace_id", selection.traceId, 16);
  if (selection.spanId !== undefined) addId(conditions, "span_id", selection.spanId, 8);
  if (selection.q !== undefined) addText(conditions, selection.q);
  addAttributeFilters(conditions, selection.attributes);
}
