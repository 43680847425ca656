"use client";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";

const PAUSE_MS = 350;

/**
 * A search field. `onSearch` hears the text after a pause in typing, or at once on Enter. The shell's
 * `/` shortcut puts the cursor here. `onPaste` may take a pasted text for itself by answering true.
 */
export function SearchField({
  value,
  onSearch,
  onPaste,
  onEnter,
  label,
  placeholder,
  className,
}: {
  value: string;
  onSearch: (text: string) => void;
  onPaste?: (text: string) => boolean;
  /** Enter on a text that was searched for already; −1 with Shift. */
  onEnter?: (direction: 1 | -1) => void;
  label: string;
  placeholder?: string;
  className?: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onSearch);
  tell.current = onSearch;

  useEffect(() => {
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);

  const search = (next: string) => {
    if (next === told.current) return;
    told.current = next;
    tell.current(next);
  };

  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div className={cn("relative min-w-0", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-0 bottom-0 left-2.5 my-auto size-3.5 text-muted-foreground"
      />
      <Input
        ref={input}
        data-page-search
        value={text}
        aria-label={label}
        placeholder={placeholder ?? label}
        spellCheck={false}
        autoComplete="off"
        className="peer px-8"
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          if (onPaste?.(event.clipboardData.getData("text")) === true) event.preventDefault();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && text !== told.current) search(text);
          else if (event.key === "Enter") onEnter?.(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {text === "" ? (
        <Kbd
          aria-hidden
          className="absolute top-0 right-2 bottom-0 my-auto peer-focus:hidden max-md:hidden"
        >
          /
        </Kbd>
      ) : (
        <button
          type="button"
          aria-label={`Clear: ${label}`}
          className="absolute inset-y-0 right-1 my-auto grid size-6 place-items-center rounded text-muted-foreground hover:text-foreground"
          onClick={() => {
            setText("");
            search("");
            input.current?.focus();
          }}
        >
          <X className="size-3.5" />
        </button>
      )}
    </div>
  );
}
