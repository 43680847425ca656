"use client";
import { useState } from "react";
import { cn } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { durationOfParts, partsOfDuration, shortUnits, type DurationUnit } from "./duration-parts";

/** A length of time as number and unit; tells ms, NaN while unreadable. */
export function DurationInput({
  valueMs,
  onChange,
  label,
  error,
  units = shortUnits,
  className,
  ...aria
}: {
  valueMs: number;
  onChange: (ms: number) => void;
  label: string;
  error?: string | undefined;
  /** Units to choose from, smallest first. */
  units?: readonly DurationUnit[];
  className?: string;
  id?: string;
  "aria-describedby"?: string | undefined;
}) {
  const [parts, setParts] = useState(() => partsOfDuration(valueMs, units));
  const change = (next: typeof parts) => {
    setParts(next);
    onChange(durationOfParts(next));
  };
  return (
    <span className={cn("inline-flex align-middle", className)}>
      <Input
        {...aria}
        aria-label={label}
        aria-invalid={error !== undefined}
        inputMode="decimal"
        className="w-14 rounded-r-none text-right"
        value={parts.text}
        onChange={(event) => change({ ...parts, text: event.target.value })}
      />
      <Select<DurationUnit>
        value={parts.unit}
        onValueChange={(unit) => change({ ...parts, unit })}
        options={units.map((unit) => ({ value: unit, label: unit }))}
        aria-label={`${label}: unit`}
        className="-ml-px w-17 rounded-l-none"
      />
    </span>
  );
}
