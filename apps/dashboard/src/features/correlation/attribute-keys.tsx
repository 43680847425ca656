"use client";
import type { AttributeRanking } from "@headroom/contracts";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Signal } from "@/features/rules/rule-types";
import type { LinkRange } from "@/features/signals/signal-links";
import { countOf } from "@/format/plural";
import { rankKeys } from "./attribute-rows";
import { AttributeTable } from "./attribute-table";

/** Every attribute that was looked at; each opens to its values. */
export function AttributeKeys({
  ranking,
  signal,
  range,
}: {
  ranking: AttributeRanking;
  signal: Signal;
  range: LinkRange;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const keys = rankKeys(ranking);
  if (keys.length === 0) return null;
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <div className="border-t">
      <h3 className="px-3 pt-2.5 pb-1 text-xs font-medium">
        By attribute ({countOf(keys.length, "key")})
      </h3>
      <ul className="divide-y">
        {keys.map(({ key, values, others }) => {
          const isOpen = open.has(key);
          const Icon = isOpen ? ChevronDown : ChevronRight;
          return (
            <li key={key}>
              <button
                type="button"
                aria-expanded={isOpen}
                onClick={() => toggle(key)}
                className="flex min-h-8 w-full items-center gap-2 px-3 py-1 text-left hover:bg-muted/60"
              >
                <Icon className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
                <span className="min-w-0 font-mono text-xs break-all">{key}</span>
                <span className="text-xs text-muted-foreground">
                  {countOf(values.length + others, "value")}
                </span>
              </button>
              {isOpen && (
                <AttributeTable
                  name={key}
                  values={values}
                  others={others}
                  measure={ranking.measure}
                  signal={signal}
                  range={range}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
