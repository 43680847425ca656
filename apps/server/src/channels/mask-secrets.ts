import { MASKED_SECRET, type ChannelConfig } from "@headroom/contracts";

/** A channel's settings without what must not be read again. */
export function maskSecrets(config: ChannelConfig): ChannelConfig {
  switch (config.type) {
    case "webhook":
      return {
        ...config,
        ...(config.headers === undefined
          ? {}
          : { headers: mapValues(config.headers, () => MASKED_SECRET) }),
        ...(config.secret === undefined ? {} : { secret: MASKED_SECRET }),
      };
    case "slack":
      return { ...config, webhookUrl: maskUrl(config.webhookUrl) };
    case "email":
      return config;
  }
}

/** Puts the stored secrets back where the user sent the mask. */
export function restoreSecrets(sent: ChannelConfig, stored: ChannelConfig): ChannelConfig {
  if (sent.type === "slack" && stored.type === "slack") {
    return sent.webhookUrl === maskUrl(stored.webhookUrl) ? stored : sent;
  }
  if (sent.type !== "webhook" || stored.type !== "webhook") return sent;
  const { headers, secret } = sent;
  return {
    ...sent,
    ...(headers === undefined
      ? {}
      : {
          headers: mapValues(headers, (value, name) =>
            value === MASKED_SECRET ? (stored.headers?.[name] ?? value) : value,
          ),
        }),
    ...(secret === MASKED_SECRET && stored.secret !== undefined ? { secret: stored.secret } : {}),
  };
}

/** A Slack webhook's path is its secret. */
function maskUrl(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}/${MASKED_SECRET}` : MASKED_SECRET;
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string, key: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
