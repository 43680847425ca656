"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiQuery } from "@/api/queries";
import { Combobox } from "@/components/ui/combobox";
import { useTimeRange } from "@/time/time-range";

const SHOWN = 50;

/** Chooses a metric by part of its name; the server searches. */
export function MetricPicker({
  value,
  service,
  onChange,
  className,
}: {
  value: string | null;
  service: string | null;
  onChange: (metric: string) => void;
  className?: string;
}) {
  const { from, to } = useTimeRange();
  const [text, setText] = useState("");
  const found = useQuery(
    apiQuery("listMetrics", {
      query: { from, to, limit: SHOWN, ...(text && { q: text }), ...(service && { service }) },
    }),
  );
  return (
    <Combobox
      aria-label="Metric"
      {...(className === undefined ? {} : { className })}
      value={value}
      clearable={false}
      onChange={(metric) => metric !== null && onChange(metric)}
      onSearch={setText}
      options={(found.data?.items ?? []).map(({ name, unit }) => ({ value: name, hint: unit }))}
      loading={found.isPending}
      placeholder="Choose a metric…"
      searchPlaceholder="Part of the name…"
      emptyText={found.isError ? "Metrics could not be loaded." : "No metric matches."}
    />
  );
}
