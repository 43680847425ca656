"use client";
import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-names";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Explanation } from "./explanation";
import { ExplanationView } from "./explanation-view";

/**
 * A number that opens to what stands behind it. `children` is the number as it is shown; without
 * children a small question mark is the button. `label` names the number for screen readers and
 * heads the panel.
 */
export function ExplainPopover({
  explanation,
  label,
  renderSignal,
  className,
  children,
}: {
  explanation: Explanation;
  label: string;
  renderSignal?: (signal: string) => ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <Popover>
      <PopoverTrigger
        className={cn(
          "rounded text-left",
          children === undefined
            ? "inline-grid size-6 shrink-0 place-items-center text-muted-foreground hover:bg-muted hover:text-foreground"
            : "underline decoration-input decoration-dotted underline-offset-4 hover:decoration-accent",
          className,
        )}
      >
        {children ?? <CircleHelp className="size-3.5" aria-hidden />}
        <span className="sr-only">
          {children === undefined ? `How “${label}” was computed` : ` – how it was computed`}
        </span>
      </PopoverTrigger>
      <PopoverContent
        aria-label={`How “${label}” was computed`}
        className="max-h-(--radix-popover-content-available-height) w-96 overflow-y-auto"
      >
        <p className="mb-1.5 text-2xs font-medium text-muted-foreground">{label}</p>
        <ExplanationView
          explanation={explanation}
          {...(renderSignal === undefined ? {} : { renderSignal })}
        />
      </PopoverContent>
    </Popover>
  );
}
