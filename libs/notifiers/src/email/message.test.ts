import { describe, expect, it } from "vitest";
import { exampleNotification } from "../testing/example-notification.ts";
import { emailMessage } from "./message.ts";
import { outcomeOfSmtpError } from "./outcome.ts";

describe("emailMessage", () => {
  it("has the same id for every try and one thread for each incident", () => {
    const first = emailMessage(exampleNotification(), "example.invalid");
    const again = emailMessage(exampleNotification(), "example.invalid");
    const later = emailMessage(exampleNotification({ dedupKey: "other" }), "example.invalid");
    expect(again.messageId).toBe(first.messageId);
    expect(later.messageId).not.toBe(first.messageId);
    expect(later.references).toBe(first.references);
    expect(first.messageId).toMatch(/^<notice-[0-9a-f]{32}@example\.invalid>$/);
  });

  it("keeps markup and line breaks of labels out of HTML and subject", () => {
    const nasty = "<script>alert(1)</script>\r\nBcc: eve@evil.invalid \"'&";
    const [alert] = exampleNotification().alerts;
    const alerts =
      alert === undefined
        ? []
        : [{ ...alert, labels: { [nasty]: nasty }, annotations: { summary: nasty } }];
    const message = emailMessage(
      exampleNotification({
        title: nasty,
        summary: nasty,
        ruleName: nasty,
        incidentUrl: "javascript:alert(1)",
        alerts,
      }),
      "example.invalid",
    );
    expect(message.html).not.toContain("<script");
    expect(message.html).not.toContain("javascript:");
    expect(message.subject).not.toMatch(/[\r\n]/);
  });
});

describe("outcomeOfSmtpError", () => {
  it.each([
    [{ responseCode: 421 }, "retryable"],
    [{ responseCode: 451 }, "retryable"],
    [{ responseCode: 550 }, "failed"],
    [{ code: "EAUTH", responseCode: 535 }, "failed"],
    [{ code: "EAUTH", responseCode: 454 }, "retryable"],
    [{ code: "ECONNECTION" }, "retryable"],
    [{ code: "ETIMEDOUT" }, "retryable"],
    [{ code: "EENVELOPE" }, "failed"],
  ] as const)("takes %o as %s", (fields, outcome) => {
    expect(outcomeOfSmtpError(Object.assign(new Error("no"), fields)).outcome).toBe(outcome);
  });
});
