"use client";
import { useEffect, useState } from "react";
import { Input } from "@/components/ui/input";
import { parseDurationMs } from "@/format/parse-duration";
import { formatDurationMs } from "@/format/unit";

/** A duration, typed as `250ms` or `1.5s`; taken on Enter or when the field is left. */
export function DurationField({
  valueMs,
  onChange,
  label,
  placeholder,
  className = "w-24",
}: {
  valueMs: number | null;
  onChange: (valueMs: number | null) => void;
  label: string;
  placeholder: string;
  className?: string;
}) {
  const shown = valueMs === null ? "" : formatDurationMs(valueMs);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const parsed = parseDurationMs(text);
  const invalid = text.trim() !== "" && parsed === null;
  const take = () => {
    if (text === shown || invalid) return;
    onChange(text.trim() === "" ? null : parsed);
  };
  return (
    <Input
      value={text}
      aria-label={label}
      aria-invalid={invalid}
      title={invalid ? "Type a duration such as 250ms or 1.5s." : label}
      placeholder={placeholder}
      autoComplete="off"
      className={className}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
    />
  );
}
