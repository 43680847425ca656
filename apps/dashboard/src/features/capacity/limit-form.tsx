"use client";
import type { Headroom } from "@headroom/contracts";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { limitSourceWords } from "./headroom-words";
import { limitUnits, readLimit } from "./limit-units";
import { useSetLimit } from "./use-set-limit";
import { formatAmount } from "./amount";

/** Where the limit comes from, and a field to set it by hand. */
export function LimitForm({ row }: { row: Headroom }) {
  const units = limitUnits(row.unit);
  const [unit, setUnit] = useState(units[0]?.label ?? "");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const setLimit = useSetLimit(row);
  const chosen = units.find(({ label }) => label === unit) ?? { label: "", factor: 1 };
  const limit = readLimit(text, chosen);
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (limit !== null) setLimit.mutate(limit, { onSuccess: () => setText("") });
      }}
    >
      <Field
        label="Set the limit by hand"
        hint={
          row.limitFrom === null
            ? "No limit of this resource is in the telemetry."
            : `Now ${formatAmount(row.limit, row.unit)}, ${limitSourceWords[row.limitFrom]}.`
        }
        error={tried && limit === null ? "Type a number above zero." : undefined}
      >
        {(control) => (
          <div className="flex flex-wrap items-center gap-2">
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              className="w-32"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {units.length > 1 ? (
              <Select
                value={unit}
                onValueChange={setUnit}
                options={units.map(({ label }) => ({ value: label, label }))}
                aria-label="Unit"
              />
            ) : (
              <span className="text-xs text-muted-foreground">{chosen.label}</span>
            )}
            <Button type="submit" disabled={setLimit.isPending}>
              Set limit
            </Button>
            {row.limitFrom === "caller" && (
              <Button
                variant="ghost"
                disabled={setLimit.isPending}
                onClick={() => setLimit.mutate(null)}
              >
                Take it back
              </Button>
            )}
          </div>
        )}
      </Field>
    </form>
  );
}
