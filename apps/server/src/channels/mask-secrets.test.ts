import { describe, expect, it } from "vitest";
import { maskSecrets, restoreSecrets } from "./mask-secrets.ts";

const webhook = {
  type: "webhook" as const,
  url: "https://example.com/hook",
  headers: { Authorization: "Bearer abc", "X-Team": "shop" },
  secret: "s3cret",
};
const slack = {
  type: "slack" as const,
  webhookUrl: "https://hooks.example.com/services/T/B/secret",
};

describe("channel secrets", () => {
  it("are masked in answers", () => {
    expect(JSON.stringify(maskSecrets(webhook))).not.toMatch(/abc|s3cret/);
    expect(maskSecrets(slack)).toEqual({
      type: "slack",
      webhookUrl: "https://hooks.example.com/••••",
    });
  });

  it.each([webhook, slack])("stay when the mask is sent back", (config) => {
    expect(restoreSecrets(maskSecrets(config), config)).toEqual(config);
  });

  it("change when something else is sent", () => {
    const sent = { ...maskSecrets(webhook), secret: "new", headers: { Authorization: "Bearer x" } };
    expect(restoreSecrets(sent as typeof webhook, webhook)).toMatchObject({
      secret: "new",
      headers: { Authorization: "Bearer x" },
    });
  });
});
