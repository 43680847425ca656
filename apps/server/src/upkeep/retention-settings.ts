import { retentionPolicy } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import { defaultRetention, type RetentionPolicy } from "@headroom/telemetry-store";

const KEY = "retention";
const CACHE_MS = 60_000;

type Settings = Pick<MetadataStore, "settings">;

/** The policy in force: as it was set, or the defaults. @throws MetadataStoreError unavailable */
export async function readRetention(metadata: Settings): Promise<RetentionPolicy> {
  const stored = retentionPolicy.safeParse(await metadata.settings.get(KEY));
  return stored.success ? stored.data : defaultRetention;
}

/** Sets the policy. @throws MetadataStoreError unavailable */
export async function saveRetention(
  metadata: Settings,
  policy: RetentionPolicy,
  nowMs: number,
): Promise<void> {
  await metadata.settings.set({ key: KEY, value: policy, nowMs });
}

/**
 * Reads the policy at most once a minute, for those that need it often. When it cannot be read
 * the last known one holds, at first the defaults.
 */
export function createRetentionReader(
  metadata: Settings,
  now: () => number,
): () => Promise<RetentionPolicy> {
  let known = defaultRetention;
  let readMs = -Infinity;
  let reading: Promise<RetentionPolicy> | undefined;
  const read = async (): Promise<RetentionPolicy> => {
    try {
      known = await readRetention(metadata);
    } catch {
      // The caller goes on with what is known; the next minute tries again.
    }
    readMs = now();
    reading = undefined;
    return known;
  };
  return () => {
    if (now() - readMs < CACHE_MS) return Promise.resolve(known);
    return (reading ??= read());
  };
}
