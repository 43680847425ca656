/** How far a backfill is. */
export type Progress = {
  readonly doneMs: number;
  readonly totalMs: number;
  readonly rows: number;
  readonly elapsedMs: number;
};

const BAR_WIDTH = 24;
const DAY_MS = 86_400_000;

/** Milliseconds left at the pace so far; undefined before anything is done. */
export function remainingMs(progress: Progress): number | undefined {
  if (progress.doneMs <= 0) return undefined;
  return (progress.elapsedMs * (progress.totalMs - progress.doneMs)) / progress.doneMs;
}

/** A duration as `1 min 05 s` or `42 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** One line: bar, percent, days, rows, rows a second, time left. */
export function formatProgress(progress: Progress): string {
  const share = Math.min(1, progress.doneMs / progress.totalMs);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const days = `day ${(progress.doneMs / DAY_MS).toFixed(1)} of ${(progress.totalMs / DAY_MS).toFixed(1)}`;
  const rate = progress.elapsedMs > 0 ? Math.round((progress.rows * 1000) / progress.elapsedMs) : 0;
  const left = remainingMs(progress);
  const rows = `${progress.rows.toLocaleString("en")} rows, ${rate.toLocaleString("en")}/s`;
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${days}  ${rows}  ${left === undefined ? "" : `${formatDuration(left)} left`}`.trimEnd();
}
