"use client";
import { useId } from "react";
import { cn } from "@/components/ui/class-names";
import { kindWords } from "./rule-kinds";
import { namesOf, type RuleKind } from "./rule-types";

/** What makes the rule fire: one of the kinds, with a sentence each. */
export function KindChoice({
  kind,
  onChange,
}: {
  kind: RuleKind;
  onChange: (kind: RuleKind) => void;
}) {
  const name = useId();
  return (
    <fieldset>
      <legend className="sr-only">Kind of rule</legend>
      <div className="grid gap-1.5 sm:grid-cols-3">
        {namesOf(kindWords).map((one) => (
          <label
            key={one}
            className={cn(
              "flex min-w-0 cursor-pointer flex-col gap-0.5 rounded-md border px-2.5 py-2 has-focus-visible:outline-2 has-focus-visible:outline-accent",
              one === kind ? "border-accent bg-accent-soft" : "hover:bg-muted",
            )}
          >
            <span className="flex items-center gap-2 font-medium">
              <input
                type="radio"
                name={name}
                value={one}
                checked={one === kind}
                onChange={() => onChange(one)}
                className="size-3.5 shrink-0 accent-(--accent) outline-none"
              />
              {kindWords[one].name}
            </span>
            <span className={cn("text-xs", one === kind ? "" : "text-muted-foreground")}>
              {kindWords[one].meaning}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
