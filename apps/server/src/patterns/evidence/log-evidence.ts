import { patterns, recognisers, snapshotBounds } from "@headroom/patterns";
import type { EvidenceWindow, LogEvidence } from "@headroom/patterns";
import type { TelemetryQueries } from "@headroom/telemetry-store";

/** Shorter fragments, such as flags of a proxy, occur in any text. */
const leastLength = 8;

/** Fragments of log text that speak for a pattern which something recognises; at most 40. */
export const logFragments: readonly string[] = [
  ...new Set(
    patterns
      .filter(({ id }) => recognisers.has(id))
      .flatMap(({ evidence }) => evidence)
      .filter(({ kind }) => kind === "log")
      .flatMap(({ names }) => names)
      .filter((name) => name.length >= leastLength && !name.includes("<")),
  ),
].slice(0, snapshotBounds.logs);

/** Log records of a service that contain a known fragment. Throws TelemetryStoreError. */
export async function readLogEvidence(
  queries: Pick<TelemetryQueries, "countLogFragments">,
  { service, window }: { readonly service: string; readonly window: EvidenceWindow },
): Promise<readonly LogEvidence[]> {
  const counts = await queries.countLogFragments({
    service,
    fromMs: window.startMs,
    toMs: window.endMs,
    fragments: logFragments,
  });
  return logFragments.flatMap((fragment, index) => {
    const count = counts[index] ?? 0;
    return count > 0 ? [{ fragment, count }] : [];
  });
}
