import type { LogRecord } from "@headroom/contracts";
import { cn } from "@/components/ui/class-names";

const LOOKS: Readonly<Record<NonNullable<LogRecord["severity"]> | "unset", string>> = {
  trace: "text-muted-foreground",
  debug: "text-muted-foreground",
  info: "text-info",
  warn: "bg-warning-soft text-warning",
  error: "bg-critical-soft text-critical",
  fatal: "bg-critical text-surface",
  unset: "text-muted-foreground",
};

/** The severity of a log record as a short word; colour only underlines it. */
export function SeverityMark({
  severity,
  text = "",
}: {
  severity: LogRecord["severity"];
  /** The sender's own word, shown on hover. */
  text?: string;
}) {
  return (
    <span
      title={text === "" ? "No severity was sent" : text}
      className={cn(
        "inline-flex h-4.5 w-10 shrink-0 items-center justify-center rounded-xs font-mono text-2xs font-medium uppercase",
        LOOKS[severity ?? "unset"],
      )}
    >
      {severity ?? "–"}
    </span>
  );
}
