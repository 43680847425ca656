"use client";
import type { AttributeFilter } from "@headroom/contracts";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { FilterForm, type FilterScope } from "./filter-form";
import { addFilter, describeFilter, invertFilter, MAX_FILTERS, removeFilter } from "./filter-list";

/**
 * The attribute filters of a query as chips: a click on a chip turns it round (= and ≠), the cross
 * removes it, “Filter” adds one with suggestions of keys and values.
 */
export function AttributeFilters({
  scope,
  filters,
  onChange,
  className,
}: {
  scope: FilterScope;
  filters: readonly AttributeFilter[];
  onChange: (filters: AttributeFilter[]) => void;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <div className={cn("flex min-w-0 flex-wrap items-center gap-1.5", className)}>
      {filters.map((filter, index) => (
        <FilterChip
          key={`${filter.key}${filter.op}${filter.value ?? ""}`}
          filter={filter}
          onInvert={() => onChange(invertFilter(filters, index))}
          onRemove={() => onChange(removeFilter(filters, index))}
        />
      ))}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button size="sm" variant="ghost" disabled={filters.length >= MAX_FILTERS}>
            <Plus /> Filter
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-80">
          <FilterForm
            scope={scope}
            onAdd={(filter) => {
              onChange(addFilter(filters, filter));
              setOpen(false);
            }}
          />
        </PopoverContent>
      </Popover>
    </div>
  );
}

function FilterChip({
  filter,
  onInvert,
  onRemove,
}: {
  filter: AttributeFilter;
  onInvert: () => void;
  onRemove: () => void;
}) {
  const text = describeFilter(filter);
  const invertible = filter.op === "=" || filter.op === "!=";
  const label = "max-w-72 truncate font-mono text-2xs";
  return (
    <span
      className={cn(
        "inline-flex h-7 max-w-full min-w-0 items-center rounded-md border pl-2",
        filter.op === "!="
          ? "border-warning/40 bg-warning-soft"
          : "border-accent/40 bg-accent-soft",
      )}
    >
      {invertible ? (
        <button
          type="button"
          className={label}
          title={`${text} – turn round`}
          aria-label={`${text}, turn round`}
          onClick={onInvert}
        >
          {text}
        </button>
      ) : (
        <span className={label} title={text}>
          {text}
        </span>
      )}
      <button
        type="button"
        aria-label={`Remove filter ${text}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded text-muted-foreground hover:text-foreground"
      >
        <X className="size-3" />
      </button>
    </span>
  );
}
