"use client";
import { Dialog as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";
import { CloseButton } from "./dialog";

/** Root of a sheet, a modal panel at an edge of the window. */
export const Sheet = Radix.Root;
/** The element that opens the sheet. */
export const SheetTrigger = Radix.Trigger;
const sides = {
  right: "inset-y-0 right-0 h-full w-full border-l sm:max-w-xl",
  left: "inset-y-0 left-0 h-full w-72 border-r",
  bottom: "inset-x-0 bottom-0 max-h-[85vh] rounded-t-lg border-t",
};

/** The panel, with title and close button; its body scrolls. */
export function SheetContent({
  title,
  description,
  side = "right",
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  side?: keyof typeof sides;
}) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-50 bg-black/50" />
      <Radix.Content
        {...(description === undefined ? { "aria-describedby": undefined } : {})}
        className={cn(
          "fixed z-50 flex flex-col bg-raised shadow-(--shadow) outline-none",
          sides[side],
          className,
        )}
        {...props}
      >
        <div className="border-b px-4 py-3 pr-12">
          <Radix.Title className="truncate text-sm font-semibold">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="mt-0.5 text-xs text-muted-foreground">
              {description}
            </Radix.Description>
          )}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        <CloseButton />
      </Radix.Content>
    </Radix.Portal>
  );
}
