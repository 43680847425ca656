"use client";
import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Once around the application. */
export const TooltipProvider = Radix.Provider;

/** Shows `content` when its one child is hovered or focused. */
export function Tooltip({
  content,
  side = "top",
  children,
}: {
  content: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-w-80 rounded-md border bg-raised px-2 py-1 text-xs text-foreground shadow-(--shadow)"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
