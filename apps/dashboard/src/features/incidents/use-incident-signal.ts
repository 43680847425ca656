"use client";
import type { IncidentDetail, Rule, RulePreview } from "@headroom/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiError } from "@/api/api-error";
import { apiQuery } from "@/api/queries";
import { unitOf } from "@/features/rules/signal-words";
import { useNow } from "@/features/rules/use-now";
import { incidentWindow, type IncidentWindow } from "./incident-window";

const REFRESH_MS = 30_000;

/** The rule of an incident and its signal around the incident's time. */
export interface IncidentSignal {
  readonly window: IncidentWindow;
  readonly rule: Rule | undefined;
  /** Where the rule is shown; null where it was deleted. */
  readonly ruleHref: string | null;
  /** Why there is no rule to show; null while it loads or when it is there. */
  readonly missing: string | null;
  readonly unit: string;
  readonly preview: {
    readonly data: RulePreview | undefined;
    readonly isPending: boolean;
    readonly isLoadingError: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
}

/** Reads the incident's rule, and what its signal did before, during and after. */
export function useIncidentSignal(incident: IncidentDetail): IncidentSignal {
  const nowMs = useNow(REFRESH_MS);
  const window = incidentWindow(incident, nowMs);
  const rule = useQuery({
    ...apiQuery("getRule", { params: { id: incident.ruleId ?? "-" } }),
    enabled: incident.ruleId !== null,
  });
  const preview = useQuery({
    ...apiQuery("previewRule", {
      body: {
        definition: rule.data?.definition ?? PLACEHOLDER,
        from: new Date(window.fromMs).toISOString(),
        to: new Date(window.toMs).toISOString(),
      },
    }),
    enabled: rule.data !== undefined,
    placeholderData: keepPreviousData,
  });
  const deleted =
    incident.ruleId === null || (rule.error instanceof ApiError && rule.error.code === "not_found");
  return {
    window,
    rule: rule.data,
    ruleHref: deleted ? null : `/alerts/rules/${incident.ruleId}`,
    missing: deleted
      ? "The rule of this incident was deleted, so its signal is not known any more."
      : rule.isError && rule.data === undefined
        ? `The rule could not be loaded. ${rule.error.message}`
        : null,
    unit:
      rule.data === undefined ? "" : unitOf(rule.data.definition.signal, preview.data?.unit ?? ""),
    preview,
  };
}

// Never sent: the query waits for the rule.
const PLACEHOLDER = {
  name: "-",
  signal: { type: "red", measure: "rate" },
  condition: { comparison: "gt", threshold: 0 },
} as const;
