"use client";
import { X } from "lucide-react";
import { AttributeKeyPicker, type FilterScope } from "@/components/filters/filter-form";

const MOST_KEYS = 5;

/** The attributes a rule groups by, as chips; each group alerts on its own. */
export function GroupBy({
  scope,
  keys,
  onChange,
}: {
  scope: FilterScope;
  keys: readonly string[];
  onChange: (keys: string[]) => void;
}) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      {keys.map((key) => (
        <span
          key={key}
          className="inline-flex h-7 max-w-full items-center rounded-md border pl-2 font-mono text-2xs"
        >
          <span className="truncate">{key}</span>
          <button
            type="button"
            aria-label={`Do not group by ${key}`}
            onClick={() => onChange(keys.filter((one) => one !== key))}
            className="grid size-6 place-items-center rounded text-muted-foreground hover:text-foreground"
          >
            <X className="size-3" />
          </button>
        </span>
      ))}
      {keys.length < MOST_KEYS && (
        <AttributeKeyPicker
          scope={scope}
          value={null}
          placeholder="Add attribute…"
          aria-label="Group by attribute"
          className="w-48"
          onChange={(key) => {
            if (key !== null && !keys.includes(key)) onChange([...keys, key]);
          }}
        />
      )}
    </div>
  );
}
