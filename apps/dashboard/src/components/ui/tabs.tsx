"use client";
import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** Root of a set of tabs. */
export const Tabs = Radix.Root;

/** The row of tab names; scrolls sideways where it is too long. */
export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      className={cn("flex gap-4 overflow-x-auto overflow-y-hidden border-b", className)}
      {...props}
    />
  );
}

/** One tab name. */
export function TabsTrigger({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        "-mb-px h-9 border-b-2 border-transparent px-0.5 text-sm whitespace-nowrap text-muted-foreground hover:text-foreground focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-foreground",
        className,
      )}
      {...props}
    />
  );
}

/** The panel that belongs to a tab. */
export function TabsContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={cn("pt-4 outline-none", className)} {...props} />;
}
