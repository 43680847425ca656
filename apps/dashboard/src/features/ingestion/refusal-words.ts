/** Reasons of refusals as people read them; the server may know more. */
const reasonWords: Readonly<Record<string, string>> = {
  unauthenticated: "No valid key",
  origin: "Unlisted origin",
  quota_requests: "Quota of requests",
  quota_rows: "Quota of rows",
  quota_bytes: "Quota of bytes",
  malformed: "Malformed",
  too_large: "Too large",
  slow: "Too slow",
  unsupported: "Unsupported type",
  overloaded: "Overloaded",
  not_stored: "Not stored",
  failed: "Failed inside",
};

/** A reason in words. */
export function nameReason(reason: string): string {
  return reasonWords[reason] ?? nameCode(reason);
}

/** A code such as `missing_timestamp` in words. */
export function nameCode(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whose fault a refusal is: the server's own ask for somebody here, the others for the sender. */
export function isOwnFault(reason: string): boolean {
  return reason === "overloaded" || reason === "not_stored" || reason === "failed";
}
