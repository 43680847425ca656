"use client";
import { useMemo, useState, type ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/input";

const FILTER_FROM = 8;

/** Keys and values of a record, in order of keys, to filter, copy and act on. */
export function AttributeTable({
  attributes,
  label,
  actions,
  emptyText = "No attributes.",
}: {
  attributes: Readonly<Record<string, string>>;
  label: string;
  /** Buttons for one attribute, shown beside “copy”. */
  actions?: (key: string, value: string) => ReactNode;
  emptyText?: string;
}) {
  const [text, setText] = useState("");
  const entries = useMemo(() => filterEntries(attributes, text), [attributes, text]);
  const total = Object.keys(attributes).length;
  if (total === 0) return <p className="text-xs text-muted-foreground">{emptyText}</p>;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {total >= FILTER_FROM && (
        <Input
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={`Filter ${total} attributes…`}
          aria-label={`Filter ${label}`}
          className="h-7 text-xs"
        />
      )}
      <ul aria-label={label} className="min-w-0 text-xs">
        {entries.map(([key, value]) => (
          <li
            key={key}
            className="group flex min-h-7 min-w-0 items-start gap-x-2 border-b py-0.5 last:border-b-0"
          >
            <div className="grid min-w-0 flex-1 gap-x-3 py-1 @md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
              <span className="min-w-0 break-words text-muted-foreground">{key}</span>
              <span className="max-h-48 min-w-0 overflow-y-auto font-mono text-2xs leading-4.5 break-words whitespace-pre-wrap">
                {value === "" ? <span className="text-muted-foreground">(empty)</span> : value}
              </span>
            </div>
            <div className="flex shrink-0 opacity-60 group-focus-within:opacity-100 group-hover:opacity-100">
              {actions?.(key, value)}
              <CopyButton text={value} label={`Copy value of ${key}`} />
            </div>
          </li>
        ))}
      </ul>
      {entries.length === 0 && (
        <p className="text-xs text-muted-foreground">No attribute holds “{text}”.</p>
      )}
    </div>
  );
}

function filterEntries(attributes: Readonly<Record<string, string>>, text: string) {
  const needle = text.trim().toLowerCase();
  return Object.entries(attributes)
    .filter(([key, value]) => `${key}=${value}`.toLowerCase().includes(needle))
    .sort(([a], [b]) => a.localeCompare(b));
}
