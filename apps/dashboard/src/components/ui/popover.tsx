"use client";
import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** Root of a popover; pairs with `PopoverTrigger` and `PopoverContent`. */
export const Popover = Radix.Root;
/** The element that opens the popover. */
export const PopoverTrigger = Radix.Trigger;
/** The floating panel. */
export function PopoverContent({
  className,
  align = "start",
  sideOffset = 4,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          "z-50 w-72 max-w-[calc(100vw-1rem)] rounded-md border bg-raised p-3 text-sm shadow-(--shadow) outline-none",
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}
