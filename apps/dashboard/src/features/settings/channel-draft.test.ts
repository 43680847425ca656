import { channelInput, type Channel, type ChannelConfig } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { checkForm } from "@/api/field-errors";
import { channelBody, channelDraft, channelTarget } from "./channel-draft";

const at = "2026-01-01T00:00:00Z";
const channel = (config: ChannelConfig): Channel => ({
  id: "c",
  name: "Team",
  config,
  createdAt: at,
  updatedAt: at,
});
const configs: ChannelConfig[] = [
  { type: "webhook", url: "http://hooks.test/x", headers: { a: "••••" }, secret: "••••" },
  { type: "webhook", url: "http://hooks.test/x" },
  { type: "slack", webhookUrl: "••••" },
  { type: "email", to: ["a@example.org", "b@example.org"] },
];

describe("channel form", () => {
  it.each(configs)("gives back what it was filled with: %j", (config) => {
    expect(channelBody(channelDraft(channel(config)))).toEqual({ name: "Team", config });
  });

  it("takes addresses apart at commas and lines, and drops empty headers", () => {
    const mail = {
      ...channelDraft(null),
      type: "email" as const,
      to: "a@b.org, c@d.org;\n e@f.org",
    };
    expect(channelTarget(channelBody(mail).config)).toBe("a@b.org, c@d.org, e@f.org");
    const hook = { ...channelDraft(null), headers: [{ name: " ", value: "" }] };
    expect(channelBody(hook).config).toEqual({ type: "webhook", url: "" });
  });

  it("is refused empty, by field", () => {
    const check = checkForm(channelInput, channelBody(channelDraft(null)));
    expect(Object.keys(check.ok ? {} : check.errors).sort()).toEqual(["config.url", "name"]);
  });
});
