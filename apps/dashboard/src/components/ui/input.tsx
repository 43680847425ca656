import type { ComponentProps } from "react";
import { cn } from "./class-names";

const field =
  "w-full min-w-0 rounded-md border border-input/60 bg-surface px-2.5 text-sm text-foreground placeholder:text-muted-foreground disabled:opacity-50 aria-invalid:border-critical";

/** A one-line text field, 32 px high. */
export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input type={type} className={cn(field, "h-8", className)} {...props} />;
}

/** A text field of several lines. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(field, "min-h-20 py-1.5", className)} {...props} />;
}
