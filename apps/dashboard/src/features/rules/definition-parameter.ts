import { ruleDefinition } from "@headroom/contracts";
import type { Definition } from "./rule-types";

/** The definition that a link carries in `?definition=<JSON>`; null where there is none or it is not one. */
export function parseDefinitionParameter(text: string | null): Definition | null {
  if (text === null || text === "") return null;
  try {
    const parsed = ruleDefinition.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
