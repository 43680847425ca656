"use client";
import { describeSensitivity } from "./sensitivity-words";

const STEP = 0.05;

/** How slight a deviation may be to count, with what that means. */
export function SensitivitySlider({
  value,
  onChange,
}: {
  value: number;
  onChange: (sensitivity: number) => void;
}) {
  const { name, meaning } = describeSensitivity(value);
  return (
    <label className="flex min-w-0 flex-col gap-1">
      <span className="text-xs font-medium">
        Sensitivity: <span className="text-accent">{name}</span>
      </span>
      <input
        type="range"
        min={0}
        max={1}
        step={STEP}
        value={value}
        aria-valuetext={name}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-8 w-full accent-(--accent)"
      />
      <span className="flex justify-between text-2xs text-muted-foreground" aria-hidden>
        <span>fewer alerts</span>
        <span>more alerts</span>
      </span>
      <span className="text-xs text-muted-foreground">{meaning}</span>
    </label>
  );
}
