"use client";
import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Pair } from "./rule-form";

/** Rows of name and value; `suggestions` are offered as names. */
export function PairList({
  legend,
  hint,
  pairs,
  onChange,
  error,
  suggestions = [],
  valuePlaceholder = "Value",
}: {
  legend: string;
  hint?: string;
  pairs: readonly Pair[];
  onChange: (pairs: readonly Pair[]) => void;
  error?: string | undefined;
  suggestions?: readonly string[];
  valuePlaceholder?: string;
}) {
  const id = useId();
  const set = (index: number, change: Partial<Pair>) =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...change } : pair)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-describedby={`${id}-note`}>
      <legend className="mb-1 text-xs font-medium">
        {legend} <span className="font-normal text-muted-foreground">(optional)</span>
      </legend>
      <datalist id={id}>
        {suggestions.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      {pairs.map((pair, index) => (
        <div key={index} className="flex gap-1.5">
          <Input
            aria-label={`${legend}: name ${index + 1}`}
            aria-invalid={error !== undefined}
            placeholder="Name"
            list={id}
            className="max-w-36 font-mono text-xs"
            value={pair.key}
            maxLength={200}
            onChange={(event) => set(index, { key: event.target.value })}
          />
          <Input
            aria-label={`${legend}: value ${index + 1}`}
            placeholder={valuePlaceholder}
            value={pair.value}
            maxLength={2_000}
            onChange={(event) => set(index, { value: event.target.value })}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove ${pair.key === "" ? `row ${index + 1}` : pair.key}`}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          >
            <X />
          </Button>
        </div>
      ))}
      <Button
        size="sm"
        variant="ghost"
        className="w-fit"
        onClick={() => onChange([...pairs, { key: "", value: "" }])}
      >
        <Plus /> Add
      </Button>
      <p id={`${id}-note`} className="text-xs">
        {error !== undefined ? (
          <span className="text-critical">{error}</span>
        ) : (
          <span className="text-muted-foreground">{hint}</span>
        )}
      </p>
    </fieldset>
  );
}
