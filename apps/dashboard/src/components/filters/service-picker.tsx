"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Combobox } from "@/components/ui/combobox";
import { useTimeRange } from "@/time/time-range";

/** Chooses one of the services that sent spans, or all of them (null). */
export function ServicePicker({
  value,
  onChange,
  className = "w-44",
}: {
  value: string | null;
  onChange: (service: string | null) => void;
  className?: string;
}) {
  const { from, to } = useTimeRange();
  const services = useQuery(apiQuery("listServices", { query: { from, to } }));
  const options = (services.data?.items ?? []).map(({ name }) => ({ value: name }));
  return (
    <Combobox
      value={value}
      onChange={onChange}
      options={options}
      loading={services.isPending}
      placeholder="All services"
      searchPlaceholder="Service…"
      emptyText="No service has this name. Type a full name to use it."
      allowCustom
      className={className}
      aria-label="Service"
    />
  );
}
