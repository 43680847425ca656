import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

const variants = cva(
  "inline-flex h-5 max-w-full items-center gap-1 rounded px-1.5 text-2xs font-medium whitespace-nowrap [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-muted text-muted-foreground",
        outline: "border border-border text-muted-foreground",
        accent: "bg-accent-soft text-accent",
        ok: "bg-ok-soft text-ok",
        warning: "bg-warning-soft text-warning",
        critical: "bg-critical-soft text-critical",
        info: "bg-info-soft text-info",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

/** Names of the tones a badge can have. */
export type BadgeTone = NonNullable<VariantProps<typeof variants>["tone"]>;

/** A small label; the text says what the colour means, never the colour alone. */
export function Badge({
  className,
  tone,
  ...props
}: ComponentProps<"span"> & VariantProps<typeof variants>) {
  return <span className={cn(variants({ tone }), className)} {...props} />;
}
