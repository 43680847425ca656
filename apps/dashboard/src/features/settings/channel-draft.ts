import type { Channel, ChannelConfig } from "@headroom/contracts";

/** The kinds of channel with the name a reader knows. */
export const channelTypes: readonly { value: ChannelConfig["type"]; label: string }[] = [
  { value: "webhook", label: "Webhook" },
  { value: "email", label: "E-mail" },
  { value: "slack", label: "Slack" },
];

/** One header line of the webhook form. */
export interface HeaderDraft {
  readonly name: string;
  readonly value: string;
}

/** What the channel form holds while it is filled in: every kind's fields, as text. */
export interface ChannelDraft {
  readonly name: string;
  readonly type: ChannelConfig["type"];
  readonly url: string;
  readonly headers: readonly HeaderDraft[];
  readonly secret: string;
  readonly webhookUrl: string;
  readonly to: string;
}

/** An empty form, or one filled from a channel; secrets stay masked as the API sends them. */
export function channelDraft(channel: Channel | null): ChannelDraft {
  const empty = { url: "", headers: [], secret: "", webhookUrl: "", to: "" };
  if (channel === null) return { name: "", type: "webhook", ...empty };
  const { name, config } = channel;
  switch (config.type) {
    case "webhook":
      return {
        ...empty,
        name,
        type: "webhook",
        url: config.url,
        headers: Object.entries(config.headers ?? {}).map(([key, value]) => ({ name: key, value })),
        secret: config.secret ?? "",
      };
    case "slack":
      return { ...empty, name, type: "slack", webhookUrl: config.webhookUrl };
    case "email":
      return { ...empty, name, type: "email", to: config.to.join("\n") };
  }
}

/** The request body of a form; the contracts' schema still has to check it. */
export function channelBody(draft: ChannelDraft): { name: string; config: ChannelConfig } {
  return { name: draft.name, config: configOf(draft) };
}

function configOf(draft: ChannelDraft): ChannelConfig {
  switch (draft.type) {
    case "webhook": {
      const headers = draft.headers.filter(({ name, value }) => name.trim() !== "" || value !== "");
      return {
        type: "webhook",
        url: draft.url.trim(),
        ...(headers.length === 0
          ? {}
          : {
              headers: Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value])),
            }),
        ...(draft.secret === "" ? {} : { secret: draft.secret }),
      };
    }
    case "slack":
      return { type: "slack", webhookUrl: draft.webhookUrl.trim() };
    case "email":
      return { type: "email", to: draft.to.split(/[\s,;]+/).filter((address) => address !== "") };
  }
}

/** Where a channel sends to, in one line. */
export function channelTarget(config: ChannelConfig): string {
  switch (config.type) {
    case "webhook":
      return config.url;
    case "slack":
      return "Slack incoming webhook";
    case "email":
      return config.to.join(", ");
  }
}
