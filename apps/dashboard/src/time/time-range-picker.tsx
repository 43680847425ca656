"use client";
import { ChevronLeft, ChevronRight, Clock, ZoomOut } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { fromLocalInput, toLocalInput } from "./local-input";
import { MAX_RANGE_MS, MIN_RANGE_MS, rangePresets } from "./range";
import { useTimeRange } from "./time-range";

/** The page's time range: presets, two date-time fields, half a range back and forth, zoom out. */
export function TimeRangePicker() {
  const range = useTimeRange();
  const [open, setOpen] = useState(false);
  return (
    <div className="flex min-w-0 flex-1 items-center md:flex-none">
      <Button
        size="icon"
        aria-label="Earlier"
        title="Earlier (,)"
        onClick={() => range.shift(-1)}
        className="rounded-r-none"
      >
        <ChevronLeft />
      </Button>
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger
          aria-label={`Time range: ${range.label}`}
          className="-mx-px flex h-8 min-w-0 flex-1 items-center gap-1.5 border border-border bg-surface px-2.5 text-sm hover:bg-muted md:min-w-36"
        >
          <Clock className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
          <span className="truncate">{range.label}</span>
        </PopoverTrigger>
        <PopoverContent align="end" className="w-[27rem] p-0">
          <RangeForm onDone={() => setOpen(false)} />
        </PopoverContent>
      </Popover>
      <Button
        size="icon"
        aria-label="Later"
        title="Later (.)"
        onClick={() => range.shift(1)}
        disabled={range.live}
        className="-mr-px rounded-none"
      >
        <ChevronRight />
      </Button>
      <Button
        size="icon"
        aria-label="Zoom out"
        title="Zoom out (z)"
        onClick={range.zoomOut}
        className="rounded-l-none"
      >
        <ZoomOut />
      </Button>
    </div>
  );
}

function RangeForm({ onDone }: { onDone: () => void }) {
  const range = useTimeRange();
  const [from, setFrom] = useState(() => toLocalInput(range.fromMs));
  const [to, setTo] = useState(() => toLocalInput(range.toMs));
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const apply = () => {
    const fromMs = fromLocalInput(from);
    const toMs = fromLocalInput(to);
    const found = explainBadRange(fromMs, toMs);
    setProblem(found);
    if (found !== undefined || fromMs === null || toMs === null) return;
    range.setRange({ fromMs, toMs });
    onDone();
  };
  return (
    <div className="grid sm:grid-cols-[10rem_minmax(0,1fr)]">
      <ul className="grid grid-cols-3 gap-0.5 border-b p-1.5 sm:grid-cols-1 sm:border-r sm:border-b-0">
        {rangePresets.map((preset) => {
          const current = range.spec.from === preset.spec.from && range.live;
          return (
            <li key={preset.id}>
              <button
                type="button"
                aria-pressed={current}
                onClick={() => {
                  range.setRange(preset.spec);
                  onDone();
                }}
                className={cn(
                  "flex h-7 w-full items-center rounded px-2 text-left text-xs hover:bg-muted",
                  current && "bg-accent-soft font-medium text-accent",
                )}
              >
                {preset.label}
              </button>
            </li>
          );
        })}
      </ul>
      <form
        className="flex flex-col gap-2.5 p-3"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Field label="From" hint="Your local time">
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              step={1}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
        <Field label="To" error={problem}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              step={1}
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary">
          Apply range
        </Button>
      </form>
    </div>
  );
}

function explainBadRange(fromMs: number | null, toMs: number | null): string | undefined {
  if (fromMs === null || toMs === null) return "Fill in both date and time.";
  if (toMs - fromMs < MIN_RANGE_MS) return "Choose an end at least 10 s after the start.";
  if (toMs - fromMs > MAX_RANGE_MS) return "Choose at most 90 days.";
  return undefined;
}
