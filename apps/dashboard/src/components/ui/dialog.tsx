"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

/** Root of a dialog. */
export const Dialog = Radix.Root;
/** Any element that closes it. */
export const DialogClose = Radix.Close;

const overlay =
  "fixed inset-0 z-50 bg-black/50 data-[state=open]:animate-in data-[state=open]:fade-in-0";

/** A modal window with title, optional description and a close button. */
export function DialogContent({
  title,
  description,
  hideHeader = false,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  hideHeader?: boolean;
}) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlay} />
      <Radix.Content
        {...(description === undefined ? { "aria-describedby": undefined } : {})}
        className={cn(
          "fixed top-[10vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-1.5rem)] max-w-lg -translate-x-1/2 flex-col overflow-hidden rounded-lg border bg-raised shadow-(--shadow) outline-none",
          className,
        )}
        {...props}
      >
        <div className={cn("border-b px-4 py-3 pr-12", hideHeader && "sr-only")}>
          <Radix.Title className="text-sm font-semibold">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="mt-0.5 text-xs text-muted-foreground">
              {description}
            </Radix.Description>
          )}
        </div>
        <div className={cn("min-h-0 overflow-y-auto", !hideHeader && "p-4")}>{children}</div>
        {!hideHeader && <CloseButton />}
      </Radix.Content>
    </Radix.Portal>
  );
}

/** The row of buttons at the end of a dialog. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn("mt-4 flex flex-wrap items-center justify-end gap-2", className)}
      {...props}
    />
  );
}

/** The close button of dialogs and sheets, at the top right corner. */
export function CloseButton() {
  return (
    <Radix.Close
      aria-label="Close"
      className="absolute top-2.5 right-2.5 grid size-7 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
    >
      <X className="size-4" />
    </Radix.Close>
  );
}
