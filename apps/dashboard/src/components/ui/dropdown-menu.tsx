"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** Root of a menu. */
export const DropdownMenu = Radix.Root;
/** The element that opens the menu. */
export const DropdownMenuTrigger = Radix.Trigger;
/** A group of radio items. */
export const DropdownMenuRadioGroup = Radix.RadioGroup;

const item =
  "flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-muted [&_svg]:size-3.5 [&_svg]:shrink-0";

/** The floating list of items. */
export function DropdownMenuContent({
  className,
  sideOffset = 4,
  align = "end",
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        className={cn("z-50 min-w-44 rounded-md border bg-raised p-1 shadow-(--shadow)", className)}
        {...props}
      />
    </Radix.Portal>
  );
}

/** One action; `tone="danger"` for what destroys. */
export function DropdownMenuItem({
  className,
  tone,
  ...props
}: ComponentProps<typeof Radix.Item> & { tone?: "danger" }) {
  return (
    <Radix.Item className={cn(item, tone === "danger" && "text-critical", className)} {...props} />
  );
}

/** One of several exclusive choices. */
export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(item, className)} {...props}>
      <span className="size-3.5">
        <Radix.ItemIndicator>
          <Check />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.RadioItem>
  );
}

/** A heading inside a menu. */
export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return (
    <Radix.Label className={cn("px-2 py-1 text-xs text-muted-foreground", className)} {...props} />
  );
}

/** A line between groups of items. */
export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
