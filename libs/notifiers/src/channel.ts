/** Settings of a channel, by its type. */
export type ChannelConfig =
  | {
      readonly type: "webhook";
      readonly url: string;
      /** Sent with every request; names that HTTP itself needs are left out. */
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /** Signs every request, see `signBody`. */
      readonly secret?: string | undefined;
    }
  | { readonly type: "slack"; readonly webhookUrl: string }
  | { readonly type: "email"; readonly to: readonly string[] };

/** A channel as `deliver` takes it: usable, or with the reason why not. */
export type Channel =
  | { readonly type: ChannelConfig["type"]; readonly config: ChannelConfig }
  | { readonly type: "unusable"; readonly problem: string };

/** Reads stored settings. Never throws: what cannot be used says so when it is delivered to. */
export function parseChannel(stored: Readonly<Record<string, unknown>>): Channel {
  const config = readConfig(stored);
  if (config !== undefined) return { type: config.type, config };
  return {
    type: "unusable",
    problem: "The settings of this channel are incomplete or of an unknown type. Edit and save it.",
  };
}

function readConfig(stored: Readonly<Record<string, unknown>>): ChannelConfig | undefined {
  const { type, url, headers, secret, webhookUrl, to } = stored;
  switch (type) {
    case "webhook":
      if (typeof url !== "string") return undefined;
      return {
        type,
        url,
        ...(isTexts(headers) ? { headers } : {}),
        ...(typeof secret === "string" ? { secret } : {}),
      };
    case "slack":
      return typeof webhookUrl === "string" ? { type, webhookUrl } : undefined;
    case "email": {
      if (!Array.isArray(to)) return undefined;
      const addresses = to.filter((each): each is string => typeof each === "string");
      return addresses.length > 0 ? { type, to: addresses } : undefined;
    }
    default:
      return undefined;
  }
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((each) => typeof each === "string")
  );
}
