"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { previewRangeIds, previewRanges } from "./preview-data";
import { previewDefinitionOf, previewsSameSignal } from "./preview-definition";
import type { RuleForm } from "./rule-form";
import { useDebounced } from "./use-debounced";
import { useNow } from "./use-now";

const PAUSE_MS = 400;
const MINUTE_MS = 60_000;

// What is far ahead is seen against days; what is unusual against a day.
const usualRange = { threshold: "6h", anomaly: "24h", forecast: "7d" } as const;

// Never sent: the query waits for a definition.
const NOTHING = {
  kind: "threshold",
  name: "-",
  signal: { type: "red", measure: "rate" },
  condition: { comparison: "gt", threshold: 0 },
} as const;

/**
 * Tries the form's rule on the range in the URL, a moment after the last change. The last answer
 * stays while another limit is tried, not when another signal is.
 */
export function useRulePreview(form: RuleForm) {
  const [chosen, setRangeId] = useQueryState("preview", parseAsStringLiteral(previewRangeIds));
  const definition = useDebounced(previewDefinitionOf(form), PAUSE_MS);
  const kind = definition?.kind ?? form.kind;
  const rangeId = chosen ?? usualRange[kind];
  const nowMs = useNow(MINUTE_MS);
  const range = useMemo(() => {
    const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    return { fromMs: toMs - previewRanges[rangeId].lengthMs, toMs };
  }, [nowMs, rangeId]);
  const options = apiQuery("previewRule", {
    body: {
      definition: definition ?? NOTHING,
      from: new Date(range.fromMs).toISOString(),
      to: new Date(range.toMs).toISOString(),
    },
  });
  const query = useQuery({
    ...options,
    enabled: definition !== null,
    staleTime: MINUTE_MS,
    placeholderData: (previous, before) =>
      before !== undefined && previewsSameSignal(before.queryKey, options.queryKey)
        ? previous
        : undefined,
  });
  return { query, kind, range, rangeId, setRangeId, incomplete: definition === null };
}

/** What `useRulePreview` tells. */
export type RulePreviewState = ReturnType<typeof useRulePreview>;
