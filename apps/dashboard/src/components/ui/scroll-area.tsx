"use client";
import { ScrollArea as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** A box that scrolls with thin bars; limit its height with `className`. */
export function ScrollArea({ className, children, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root className={cn("relative overflow-hidden", className)} {...props}>
      <Radix.Viewport className="size-full max-h-[inherit]" tabIndex={0}>
        {children}
      </Radix.Viewport>
      {(["vertical", "horizontal"] as const).map((orientation) => (
        <Radix.Scrollbar
          key={orientation}
          orientation={orientation}
          className="flex touch-none p-0.5 select-none data-[orientation=horizontal]:h-2 data-[orientation=horizontal]:flex-col data-[orientation=vertical]:w-2"
        >
          <Radix.Thumb className="flex-1 rounded-full bg-border" />
        </Radix.Scrollbar>
      ))}
    </Radix.Root>
  );
}
