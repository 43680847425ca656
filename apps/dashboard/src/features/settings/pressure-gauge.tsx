import type { StoragePressure } from "@headroom/contracts";
import { cn } from "@/components/ui/class-names";
import { formatBytes, formatRatio } from "@/format/unit";

const FILL: Readonly<Record<StoragePressure["level"], string>> = {
  ok: "bg-accent",
  near: "bg-warning",
  over: "bg-critical",
};

/** How full a disk or the limit on telemetry is, with the mark at which the oldest days go. */
export function PressureGauge({ pressure }: { pressure: StoragePressure }) {
  const { kind, name, usedBytes, totalBytes, markBytes, level } = pressure;
  const label = kind === "limit" ? "Limit on telemetry" : name === "data" ? "Disk" : `Disk ${name}`;
  const used = formatRatio(usedBytes / totalBytes);
  const mark = formatRatio(markBytes / totalBytes);
  const place = (bytes: number) => `${Math.min(100, (bytes / totalBytes) * 100)}%`;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{label}</span>
        <span className="text-xs text-muted-foreground">
          {formatBytes(usedBytes)} of {formatBytes(totalBytes)}
        </span>
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round((usedBytes / totalBytes) * 100)}
        aria-valuetext={`${used} used, mark at ${mark}`}
        className="relative h-2.5 rounded-xs bg-muted"
      >
        <span
          className={cn("absolute inset-y-0 left-0 rounded-xs", FILL[level])}
          style={{ width: place(usedBytes) }}
        />
        <span
          className="absolute -inset-y-1 -ml-px w-0.5 bg-foreground"
          style={{ left: place(markBytes) }}
        />
      </div>
      <p className="text-xs text-muted-foreground">
        {used} used; at {mark} the oldest days are dropped
      </p>
    </div>
  );
}
