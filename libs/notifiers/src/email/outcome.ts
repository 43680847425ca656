import type { DeliveryOutcome } from "@headroom/alerting";

/**
 * What a failed send means (RFC 5321, 4.2.1): a 4yz reply and every fault of the network are
 * worth another try, a 5yz reply or a refused login is final.
 */
export function outcomeOfSmtpError(error: unknown): DeliveryOutcome {
  const code = readField(error, "code");
  const reply = Number(readField(error, "responseCode"));
  const message = error instanceof Error ? error.message : String(error);
  const detail = `The mail server did not take the message: ${message.replace(/\s+/g, " ").slice(0, 300)}`;
  if (reply >= 400 && reply < 500) return { outcome: "retryable", detail };
  if (reply >= 500 && reply < 600) return { outcome: "failed", detail };
  const isFinal = code === "EAUTH" || code === "EENVELOPE" || code === "EMESSAGE";
  return { outcome: isFinal ? "failed" : "retryable", detail };
}

function readField(error: unknown, name: string): unknown {
  if (typeof error !== "object" || error === null) return undefined;
  return Object.getOwnPropertyDescriptor(error, name)?.value;
}
