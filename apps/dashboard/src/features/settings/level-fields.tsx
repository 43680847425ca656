"use client";
import type { Channel } from "@headroom/contracts";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { LevelDraft } from "./policy-draft";

/** One level: its channels, how long it waits, and its place in the order. */
export function LevelFields({
  level,
  number,
  count,
  channels,
  errorOf,
  onChange,
  onMove,
  onRemove,
}: {
  level: LevelDraft;
  number: number;
  count: number;
  channels: readonly Channel[];
  errorOf: (part: "channelIds" | "timeoutMs") => string | undefined;
  onChange: (level: LevelDraft) => void;
  onMove: (direction: -1 | 1) => void;
  onRemove: () => void;
}) {
  const toggle = (id: string, on: boolean) => {
    const others = level.channelIds.filter((one) => one !== id);
    onChange({ ...level, channelIds: on ? [...others, id] : others });
  };
  return (
    <li className="rounded-md border p-3">
      <div className="mb-2 flex items-center gap-1">
        <p className="flex-1 text-xs font-semibold">Level {number}</p>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Move level ${number} up`}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        >
          <ArrowUp />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Move level ${number} down`}
          disabled={number === count}
          onClick={() => onMove(1)}
        >
          <ArrowDown />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove level ${number}`}
          disabled={count === 1}
          onClick={onRemove}
        >
          <Trash2 />
        </Button>
      </div>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-[1fr_10rem]">
        <fieldset>
          <legend className="mb-1 text-xs font-medium">Tell</legend>
          {channels.length === 0 && (
            <p className="text-xs text-muted-foreground">
              There is no channel yet.{" "}
              <Link href="/settings?tab=channels" className="text-accent underline">
                Create one
              </Link>
              .
            </p>
          )}
          <div className="flex flex-wrap gap-x-4 gap-y-1.5">
            {channels.map(({ id, name }) => (
              <label
                key={id}
                htmlFor={`level-${level.key}-${id}`}
                className="flex items-center gap-2"
              >
                <Checkbox
                  id={`level-${level.key}-${id}`}
                  checked={level.channelIds.includes(id)}
                  onCheckedChange={(checked) => toggle(id, checked === true)}
                />
                {name}
              </label>
            ))}
          </div>
          {errorOf("channelIds") !== undefined && (
            <p className="mt-1 text-xs text-critical">{errorOf("channelIds")}</p>
          )}
        </fieldset>
        <Field label="Then wait" error={errorOf("timeoutMs")}>
          {(control) => (
            <span className="flex items-center gap-2">
              <Input
                {...control}
                type="number"
                min={0}
                max={1_440}
                step="any"
                className="w-20"
                value={level.minutes}
                onChange={(event) => onChange({ ...level, minutes: event.target.value })}
              />
              min
            </span>
          )}
        </Field>
      </div>
    </li>
  );
}
