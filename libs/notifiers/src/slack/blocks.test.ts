import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleNotification } from "../testing/example-notification.ts";
import { escapeSlack, slackMessage } from "./blocks.ts";

describe("slackMessage", () => {
  it("says what fires, for which labels, and links the incident", () => {
    const text = JSON.stringify(slackMessage(exampleNotification()));
    expect(text).toContain("Firing: High latency: checkout");
    expect(text).toContain("service: checkout");
    expect(text).toContain("<http://headroom.invalid/incidents/incident-1|Open the incident>");
  });

  it("lets no label begin a mention, a link or markup, and keeps to Slack's lengths", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 8_000 }), (text) => {
        const nasty = `<!channel> <http://evil.invalid|click> ${text}`;
        const [alert] = exampleNotification().alerts;
        if (alert === undefined) return;
        const message = slackMessage(
          exampleNotification({
            title: nasty,
            summary: nasty,
            ruleName: nasty,
            incidentUrl: null,
            alerts: [{ ...alert, labels: { [nasty]: nasty }, annotations: { summary: nasty } }],
          }),
        );
        expect(message.blocks.length).toBeLessThanOrEqual(50);
        expect(message.text).not.toMatch(/[<>]/);
        for (const block of message.blocks) {
          const parts = "elements" in block ? block.elements : [block.text];
          for (const part of parts) {
            expect(part.text.length).toBeLessThanOrEqual(3_000);
            if (part.type === "mrkdwn") expect(part.text).not.toMatch(/[<>]/);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("counts alerts it does not list", () => {
    const [alert] = exampleNotification().alerts;
    const alerts = alert === undefined ? [] : Array.from({ length: 30 }, () => alert);
    const message = slackMessage(exampleNotification({ alerts, truncatedAlerts: 5 }));
    expect(JSON.stringify(message)).toContain("and 25 more");
  });
});

describe("escapeSlack", () => {
  it("escapes the three characters of Slack's markup", () => {
    expect(escapeSlack("a<b>&c")).toBe("a&lt;b&gt;&amp;c");
  });
});
