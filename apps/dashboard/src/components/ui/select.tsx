"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";

/** One choice; an empty `value` is allowed and means “nothing chosen”. */
export interface SelectOption<Value extends string = string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly disabled?: boolean;
}

// Radix keeps the empty string for itself.
const EMPTY = "__empty__";

/** A drop-down of fixed choices. Give `aria-label`, or `id` with a label element. */
export function Select<Value extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  size = "md",
  disabled = false,
  className,
  ...aria
}: {
  value: Value | undefined;
  onValueChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  placeholder?: string;
  size?: "sm" | "md";
  disabled?: boolean;
  className?: string;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean;
}) {
  return (
    <Radix.Root
      value={value === "" ? EMPTY : (value ?? "")}
      onValueChange={(next) => onValueChange((next === EMPTY ? "" : next) as Value)}
      disabled={disabled}
    >
      <Radix.Trigger
        className={cn(
          "inline-flex min-w-0 items-center justify-between gap-1.5 rounded-md border border-input/60 bg-surface px-2.5 text-left whitespace-nowrap hover:bg-muted disabled:opacity-50 aria-invalid:border-critical data-placeholder:text-muted-foreground [&>span]:truncate",
          size === "sm" ? "h-7 text-xs" : "h-8 text-sm",
          className,
        )}
        {...aria}
      >
        <Radix.Value placeholder={placeholder} />
        <Radix.Icon asChild>
          <ChevronDown className="size-3.5 shrink-0 text-muted-foreground" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-md border bg-raised p-1 shadow-(--shadow)"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value === "" ? EMPTY : option.value}
                disabled={option.disabled ?? false}
                className="flex h-7 cursor-default items-center gap-2 rounded px-2 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-muted"
              >
                <span className="size-3.5">
                  <Radix.ItemIndicator>
                    <Check className="size-3.5" />
                  </Radix.ItemIndicator>
                </span>
                <Radix.ItemText>{option.label}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
