"use client";
import { useEffect, useState } from "react";
import { readDraft, writeDraft } from "./rule-draft";
import type { RuleForm } from "./rule-form";

/**
 * Keeps the unsaved form in this browser tab, so that going back or jumping elsewhere loses
 * nothing. `found` is what an earlier visit left under the same key, until it is taken or dropped.
 */
export function useRuleDraft(key: string, form: RuleForm, dirty: boolean) {
  const storageKey = `headroom.rule-draft.${key}`;
  const [found, setFound] = useState(() =>
    typeof window === "undefined" ? null : readDraft(window.sessionStorage.getItem(storageKey)),
  );
  useEffect(() => {
    if (dirty) window.sessionStorage.setItem(storageKey, writeDraft(form));
    else if (found === null) window.sessionStorage.removeItem(storageKey);
  }, [storageKey, form, dirty, found]);
  return { found: dirty ? null : found, drop: () => setFound(null) };
}
