"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { KeyedLog } from "./log-keys";
import { LogRow } from "./log-row";
import type { LogSearch, SetLogSearch } from "./log-search-state";
import { useNewAbove } from "./use-new-above";

const ROW_PX = 26;
const OVERSCAN = 20;
const LINES_ABOVE = 6;
// Within this of the top, new records push the list down instead of waiting above.
const TOP_PX = 8;

/** Records, newest first, of which only those in sight are drawn. `children` stand below the last. */
export function LogList({
  logs,
  search,
  setSearch,
  children,
}: {
  logs: readonly KeyedLog[];
  search: LogSearch;
  setSearch: SetLogSearch;
  children: ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const [atTop, setAtTop] = useState(true);
  const virtual = useVirtualizer({
    count: logs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => logs[index]?.key ?? index,
    overscan: OVERSCAN,
    initialOffset: () => offsetOf(logs, search.at),
    // Away from the top the records in sight stay where they are when new ones come in above.
    anchorTo: atTop ? "start" : "end",
  });
  const newAbove = useNewAbove(logs, atTop);
  const toggle = (key: string) =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return (
    <div className="relative">
      {newAbove > 0 && (
        <Button
          variant="primary"
          size="sm"
          className="absolute top-2 left-1/2 z-10 -translate-x-1/2 rounded-full shadow-(--shadow)"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          <ArrowUp /> {newAbove} new
        </Button>
      )}
      <div
        role="group"
        aria-label="Scrolling list"
        ref={scroller}
        className="max-h-[max(22rem,calc(100dvh-15rem))] overflow-x-hidden overflow-y-auto [overflow-anchor:none]"
        onScroll={(event) => setAtTop(event.currentTarget.scrollTop <= TOP_PX)}
        onKeyDown={(event) => moveFocus(event)}
      >
        <div
          role="list"
          aria-label="Log records, newest first"
          className="relative"
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((item) => {
            const log = logs[item.index];
            if (log === undefined) return null;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="listitem"
                aria-setsize={-1}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0 border-b"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogRow
                  log={log}
                  open={open.has(log.key)}
                  onToggle={toggle}
                  search={search}
                  setSearch={setSearch}
                />
              </div>
            );
          })}
        </div>
        {children}
      </div>
    </div>
  );
}

/** Where the list begins: at its top, or so that the record in question has some lines above it. */
function offsetOf(logs: readonly KeyedLog[], at: string | null): number {
  const index = at === null ? -1 : logs.findIndex(({ record }) => record.time === at);
  return Math.max(0, (index - LINES_ABOVE) * ROW_PX);
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Arrows (or j and k) move between the heads of records. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.hasAttribute("data-row")) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const next = rows[rows.indexOf(focused) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
