"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/class-names";
import { ticksOf, TimeRuler } from "./time-ruler";
import type { TraceModel } from "./trace-model";
import type { TraceView } from "./trace-view-state";
import { ROW_PX, WATERFALL_COLUMNS } from "./waterfall-layout";
import { MissingParentRow, SpanRow } from "./waterfall-row";

const OVERSCAN = 12;

/** Spans as a tree with their time beside it; one tab stop, moved through with the arrow keys. */
export function Waterfall({ model, view }: { model: TraceModel; view: TraceView }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, selected } = view;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
  });
  const selectedIndex = rows.findIndex((row) => row.key === selected);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: "auto" });
    // The virtualizer is one object for the life of the list.
  }, [selectedIndex, virtual]);
  return (
    <div className="min-w-0">
      <div className={cn(WATERFALL_COLUMNS, "border-b")}>
        <span className="truncate px-2 text-2xs leading-5 text-muted-foreground">
          Service and operation
        </span>
        <span className="pr-2 text-right text-2xs leading-5 text-muted-foreground">Duration</span>
        <TimeRuler view={view.view} />
      </div>
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        aria-label="Spans"
        aria-activedescendant={selectedIndex < 0 ? undefined : rowId(selected)}
        className="relative max-h-[max(20rem,calc(100dvh-19rem))] overflow-y-auto focus-visible:outline-offset-[-2px]"
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (view.press(event.key)) event.preventDefault();
        }}
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          <GridLines view={view} />
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const place = {
              id: rowId(row.key),
              topPx: item.start,
              selected: row.key === selected,
            };
            return row.kind === "missing" ? (
              <MissingParentRow key={row.key} row={row} view={view} {...place} />
            ) : (
              <SpanRow key={row.key} row={row} view={view} model={model} {...place} />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function rowId(key: string | null): string {
  return `span-${key ?? "none"}`;
}

function GridLines({ view }: { view: TraceView }) {
  return (
    <div aria-hidden className={cn(WATERFALL_COLUMNS, "absolute inset-0")}>
      <span />
      <span />
      <span className="relative">
        {ticksOf(view.view).map(({ ms, left }) => (
          <span
            key={ms}
            className="absolute inset-y-0 border-l border-(--chart-grid)"
            style={{ left: `${left}%` }}
          />
        ))}
      </span>
    </div>
  );
}
