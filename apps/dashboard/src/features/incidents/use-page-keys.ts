"use client";
import { useEffect, useRef } from "react";
import { belongsElsewhere, readKey, type PendingKey, type Shortcut } from "@/shell/key-sequence";
import { navItems } from "@/shell/navigation";

/** A page's own shortcut; null in `run` lets the key pass. */
export interface PageShortcut extends Shortcut {
  readonly run: (() => void) | null;
}

/**
 * Listens for a page's shortcuts before the application's, so that a page may reuse a key.
 * Sequences that lead to another page (`g a`) stay with the application.
 */
export function usePageKeys(shortcuts: readonly PageShortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    let pending: PendingKey | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || belongsElsewhere(event)) return;
      const elsewhere = navItems.map(({ keys, label }) => ({ keys, label, run: null }));
      const read = readKey<PageShortcut>(
        [...elsewhere, ...latest.current],
        pending,
        event.key,
        event.timeStamp,
      );
      pending = read.pending;
      if (read.match === null || read.match.run === null) return;
      event.preventDefault();
      read.match.run();
    };
    document.addEventListener("keydown", listen, { capture: true });
    return () => document.removeEventListener("keydown", listen, { capture: true });
  }, []);
}
