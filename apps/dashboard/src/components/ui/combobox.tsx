"use client";
import { Command } from "cmdk";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { useState } from "react";
import { cn } from "./class-names";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

/** One choice of a combobox; `hint` stands at the right edge (a count, say). */
export interface ComboboxOption {
  readonly value: string;
  readonly label?: string;
  readonly hint?: string;
}

interface ComboboxProps {
  value: string | null;
  onChange: (value: string | null) => void;
  options: readonly ComboboxOption[];
  placeholder: string;
  searchPlaceholder?: string;
  emptyText?: string;
  loading?: boolean;
  /** Filtering by the server: called with the text as it is typed. */
  onSearch?: (text: string) => void;
  /** Lets the typed text be taken as the value. */
  allowCustom?: boolean;
  clearable?: boolean;
  size?: "sm" | "md";
  className?: string;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean;
}

/** A searchable drop-down of one value; null is “nothing chosen”. */
export function Combobox(props: ComboboxProps) {
  const { value, onChange, options, placeholder, clearable = true, size = "md" } = props;
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const shown = value === null ? placeholder : (chosen?.label ?? value);
  const label = props["aria-label"];
  const choose = (next: string | null) => {
    onChange(next);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <div className={cn("relative flex min-w-0", props.className)}>
        <PopoverTrigger
          id={props.id}
          // The name holds the text that is seen, so that it can be spoken to press it.
          aria-label={label === undefined ? undefined : `${label}: ${shown}`}
          aria-describedby={props["aria-describedby"]}
          aria-invalid={props["aria-invalid"]}
          className={cn(
            "flex w-full min-w-0 items-center gap-1.5 rounded-md border border-input/60 bg-surface px-2.5 text-left hover:bg-muted aria-invalid:border-critical",
            size === "sm" ? "h-7 text-xs" : "h-8 text-sm",
            value !== null && clearable && "pr-8",
          )}
        >
          <span
            className={cn("min-w-0 flex-1 truncate", value === null && "text-muted-foreground")}
          >
            {shown}
          </span>
          {(value === null || !clearable) && (
            <ChevronsUpDown className="size-3.5 shrink-0 text-muted-foreground" />
          )}
        </PopoverTrigger>
        {value !== null && clearable && (
          <button
            type="button"
            aria-label={`Clear ${label ?? placeholder}`}
            onClick={() => onChange(null)}
            className="absolute inset-y-0 right-1 my-auto grid size-6 place-items-center rounded text-muted-foreground hover:text-foreground"
          >
            <X className="size-3.5" />
          </button>
        )}
      </div>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-60 p-0">
        <ComboboxList {...props} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}

function ComboboxList(props: ComboboxProps & { onChoose: (value: string) => void }) {
  const [text, setText] = useState("");
  const known = props.options.some((option) => option.value === text);
  const search = (next: string) => {
    setText(next);
    props.onSearch?.(next);
  };
  return (
    <Command
      shouldFilter={props.onSearch === undefined}
      label={props["aria-label"] ?? props.placeholder}
    >
      <Command.Input
        value={text}
        onValueChange={search}
        placeholder={props.searchPlaceholder ?? "Search…"}
        className="h-8 w-full border-b bg-transparent px-2.5 text-sm outline-none placeholder:text-muted-foreground"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-xs text-muted-foreground">
          {props.loading === true ? "Loading…" : (props.emptyText ?? "Nothing found.")}
        </Command.Empty>
        {props.options.map((option) => (
          <ComboboxItem
            key={option.value}
            value={option.value}
            label={option.label ?? option.value}
            hint={option.hint}
            checked={option.value === props.value}
            onChoose={() => props.onChoose(option.value)}
          />
        ))}
        {props.allowCustom === true && text !== "" && !known && (
          // Last, so that Enter takes the best match rather than half a word.
          <ComboboxItem
            value={`use ${text}`}
            label={`Use “${text}”`}
            always
            onChoose={() => props.onChoose(text)}
          />
        )}
      </Command.List>
    </Command>
  );
}

function ComboboxItem(props: {
  value: string;
  label: string;
  hint?: string | undefined;
  checked?: boolean;
  /** Stands in the list whatever is searched for. */
  always?: boolean;
  onChoose: () => void;
}) {
  return (
    <Command.Item
      value={props.value}
      keywords={[props.label]}
      onSelect={props.onChoose}
      forceMount={props.always ?? false}
      className="flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 text-sm data-[selected=true]:bg-muted"
    >
      <Check className={cn("size-3.5 shrink-0", props.checked !== true && "invisible")} />
      <span className="min-w-0 flex-1 break-words">{props.label}</span>
      {props.hint !== undefined && (
        <span className="shrink-0 text-xs text-muted-foreground">{props.hint}</span>
      )}
    </Command.Item>
  );
}
