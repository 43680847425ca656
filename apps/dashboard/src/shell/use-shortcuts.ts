"use client";
import { useEffect, useRef } from "react";
import { belongsElsewhere, readKey, type PendingKey, type Shortcut } from "./key-sequence";

/** A shortcut with what it does. */
export interface BoundShortcut extends Shortcut {
  readonly run: () => void;
}

/** Listens for shortcuts on the whole page; `onSearch` answers Ctrl-K and ⌘K, also in fields. */
export function useShortcuts(shortcuts: readonly BoundShortcut[], onSearch: () => void): void {
  const latest = useRef({ shortcuts, onSearch });
  useEffect(() => {
    latest.current = { shortcuts, onSearch };
  });
  useEffect(() => {
    let pending: PendingKey | null = null;
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        latest.current.onSearch();
        return;
      }
      if (belongsElsewhere(event)) return;
      const read = readKey(latest.current.shortcuts, pending, event.key, event.timeStamp);
      pending = read.pending;
      if (read.match === null) return;
      event.preventDefault();
      read.match.run();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
