"use client";
import { ChartNoAxesCombined } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Switches the expected band of a chart. `of` names the chart where little room is left. */
export function BandToggle({
  on,
  onChange,
  of,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  of?: string;
}) {
  const look = on ? "bg-accent-soft text-accent" : "";
  if (of !== undefined) {
    return (
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={on}
        aria-label={`Expected band: ${of}`}
        title="Expected band"
        className={`-my-1 px-1.5 ${look}`}
        onClick={() => onChange(!on)}
      >
        <ChartNoAxesCombined />
        <span className="max-xl:hidden">Band</span>
      </Button>
    );
  }
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-pressed={on}
      className={`-my-1 ${look}`}
      onClick={() => onChange(!on)}
    >
      <ChartNoAxesCombined /> Expected band
    </Button>
  );
}
