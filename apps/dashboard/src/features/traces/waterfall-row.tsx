"use client";
import { ChevronDown, ChevronRight, CircleAlert, Clock, Unlink } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import { countOf } from "@/format/plural";
import { formatDurationMs } from "@/format/unit";
import { SpanBar } from "./span-bar";
import type { TraceModel } from "./trace-model";
import type { TraceView } from "./trace-view-state";
import { ROW_PX, WATERFALL_COLUMNS } from "./waterfall-layout";
import type { WaterfallRow } from "./waterfall-rows";

// Deeper levels stand where this one does, so that names keep some room.
const MAX_INDENTS = 14;

interface RowPlace {
  id: string;
  topPx: number;
  selected: boolean;
  view: TraceView;
}

type RowOf<Kind extends WaterfallRow["kind"]> = Extract<WaterfallRow, { kind: Kind }>;

/** One span: fold mark, service, name, marks for errors and clock skew, and its bar. */
export function SpanRow({
  row,
  model,
  ...place
}: RowPlace & { row: RowOf<"span">; model: TraceModel }) {
  const { view, selected, id, topPx } = place;
  const { span, skewMs } = row.node;
  const color = model.colors.get(span.service) ?? "var(--series-8)";
  const dimmed = view.find !== "" && !view.matchSet.has(row.key);
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={selected}
      {...(row.expandable ? { "aria-expanded": row.expanded } : {})}
      onClick={() => view.select(row.key)}
      className={cn(
        WATERFALL_COLUMNS,
        "absolute inset-x-0 cursor-pointer hover:bg-muted/60",
        selected && "bg-accent-soft hover:bg-accent-soft",
        dimmed && "opacity-40",
      )}
      style={{ top: topPx, height: ROW_PX }}
    >
      <div
        className="flex min-w-0 items-center gap-1 pr-1 [--indent:12px] max-sm:[--indent:6px]"
        style={{ paddingLeft: `calc(4px + ${Math.min(row.depth, MAX_INDENTS)} * var(--indent))` }}
      >
        <FoldMark row={row} onToggle={() => view.toggle(row.key)} />
        <span className="h-3.5 w-1 shrink-0 rounded-xs" style={{ background: color }} />
        {span.status === "error" && (
          <CircleAlert className="size-3.5 shrink-0 text-critical" aria-hidden />
        )}
        {skewMs > 0 && <Clock className="size-3.5 shrink-0 text-warning" aria-hidden />}
        <span className="truncate text-xs" title={`${span.service} ${span.name}`}>
          {/* Narrow rows leave it to the colour. */}
          <span className="font-medium max-sm:sr-only">{span.service}</span>{" "}
          <span className="text-muted-foreground">{span.name}</span>
        </span>
        <span className="sr-only">{describeMarks(row)}, </span>
      </div>
      <span className="border-r pr-2 text-right text-2xs leading-6.5 whitespace-nowrap text-muted-foreground">
        {formatDurationMs(span.durationMs)}
      </span>
      <SpanBar
        node={row.node}
        critical={model.criticalPath.get(row.key)}
        view={view.view}
        color={color}
      />
    </div>
  );
}

/** The marker above spans whose parent was not received. */
export function MissingParentRow({ row, ...place }: RowPlace & { row: RowOf<"missing"> }) {
  const { view, selected, id, topPx } = place;
  const count = row.group.nodes.length;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={1}
      aria-selected={selected}
      aria-expanded={row.expanded}
      onClick={() => view.select(row.key)}
      className={cn(
        "absolute inset-x-0 flex cursor-pointer items-center gap-1.5 bg-warning-soft px-1 text-xs text-warning",
        selected && "outline-1 -outline-offset-1 outline-accent",
      )}
      style={{ top: topPx, height: ROW_PX }}
    >
      <FoldMark row={row} onToggle={() => view.toggle(row.key)} />
      <Unlink className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">
        Missing parent <span className="font-mono text-2xs">{row.group.parentSpanId}</span>:{" "}
        {countOf(count, "span")} below it
      </span>
    </div>
  );
}

function FoldMark({ row, onToggle }: { row: WaterfallRow; onToggle: () => void }) {
  if (!row.expandable) return <span className="size-4 shrink-0" />;
  const Mark = row.expanded ? ChevronDown : ChevronRight;
  return (
    // The tree's keys fold too, so this stays out of the tab order.
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      className="grid size-4 shrink-0 place-items-center rounded hover:bg-muted"
    >
      <Mark className="size-3.5" />
    </button>
  );
}

// What the marks of a row say to those who see them.
function describeMarks({ node, expanded, expandable }: RowOf<"span">): string {
  const { span, skewMs, descendants } = node;
  const parts: string[] = [];
  if (span.status === "error") parts.push("error");
  if (skewMs > 0) parts.push(`begins ${formatDurationMs(skewMs)} before its parent`);
  if (expandable && !expanded) parts.push(`${countOf(descendants, "span")} folded`);
  return parts.map((part) => `, ${part}`).join("");
}
