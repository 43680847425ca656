"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { HeaderDraft } from "./channel-draft";

/** Extra HTTP headers of a webhook, one on each line. */
export function HeaderFields({
  headers,
  error,
  onChange,
}: {
  headers: readonly HeaderDraft[];
  error: string | undefined;
  onChange: (headers: readonly HeaderDraft[]) => void;
}) {
  const change = (index: number, part: Partial<HeaderDraft>) =>
    onChange(headers.map((header, at) => (at === index ? { ...header, ...part } : header)));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium">
        Headers <span className="font-normal text-muted-foreground">(optional)</span>
      </legend>
      {headers.map((header, index) => (
        <div key={index} className="flex items-center gap-1.5">
          <Input
            aria-label={`Name of header ${index + 1}`}
            placeholder="name"
            value={header.name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <Input
            aria-label={`Value of header ${index + 1}`}
            placeholder="value"
            autoComplete="off"
            value={header.value}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => onChange(headers.filter((_, at) => at !== index))}
          >
            <X />
          </Button>
        </div>
      ))}
      {error !== undefined && <p className="text-xs text-critical">{error}</p>}
      <div>
        <Button size="sm" onClick={() => onChange([...headers, { name: "", value: "" }])}>
          <Plus /> Add header
        </Button>
      </div>
    </fieldset>
  );
}
