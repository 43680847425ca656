import type { Trace } from "@headroom/contracts";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { cn } from "@/components/ui/class-names";
import { formatPrecise } from "@/format/instant";
import { formatCount } from "@/format/number";
import { countOf } from "@/format/plural";
import { formatDurationMs } from "@/format/unit";
import type { TraceModel } from "./trace-model";

/** The head of a trace in numbers, and its services with their colours. */
export function TraceFacts({ trace, model }: { trace: Trace; model: TraceModel }) {
  const { errorCount } = model;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-xs">
      <Fact name="Start">{formatPrecise(trace.startedAt)}</Fact>
      <Fact name="Duration">{formatDurationMs(trace.durationMs)}</Fact>
      <Fact name="Spans">
        {formatCount(trace.spans.length)}
        {trace.truncated && " shown"}
      </Fact>
      <Fact name="Errors">
        <span className={cn(errorCount > 0 && "font-medium text-critical")}>
          {formatCount(errorCount)}
        </span>
      </Fact>
      <Fact name="Services">
        <span className="flex flex-wrap gap-x-3">
          {[...model.colors].map(([service, color]) => (
            <span key={service} className="inline-flex items-center gap-1">
              <span className="size-2 rounded-xs" style={{ background: color }} />
              {service}
            </span>
          ))}
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-muted-foreground">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What is wrong with the trace as it was received; nothing where all is well. */
export function TraceNotices({ trace, model }: { trace: Trace; model: TraceModel }) {
  const { orphanCount, maxSkewMs, tree } = model;
  const notes: string[] = [];
  if (trace.truncated) {
    notes.push(
      `The trace is longer than what is loaded: only its first ${formatCount(trace.spans.length)} spans are here, so parents may be missing.`,
    );
  }
  if (orphanCount > 0) {
    notes.push(
      `${countOf(orphanCount, "span")} ${orphanCount === 1 ? "has" : "have"} a parent that was not received: it was not sampled, was lost, or has not ended yet.`,
    );
  }
  if (tree.skewedCount > 0) {
    notes.push(
      `${countOf(tree.skewedCount, "span")} ${tree.skewedCount === 1 ? "begins" : "begin"} before the parent, by up to ${formatDurationMs(maxSkewMs)}: clocks differ between hosts. Times are shown as sent.`,
    );
  }
  if (notes.length === 0) return null;
  return (
    <Alert tone="info" title="About this trace">
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Alert>
  );
}
