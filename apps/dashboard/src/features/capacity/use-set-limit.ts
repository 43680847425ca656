"use client";
import type { Headroom } from "@headroom/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/api/client";
import { toast } from "@/components/ui/toast";
import { nameSubject, resourceWords } from "./headroom-words";
import { formatAmount } from "./amount";

/** Sets the limit of a resource by hand; null takes it back. The service is assessed anew with it. */
export function useSetLimit(row: Headroom) {
  const client = useQueryClient();
  const name = `${resourceWords[row.resource]} of ${nameSubject(row)}`;
  return useMutation({
    mutationFn: (limit: number | null) =>
      call("setResourceLimit", {
        params: { service: row.service, resource: row.resource },
        body: { subject: row.subject, limit },
      }),
    onSuccess: (_, limit) => {
      toast.success(
        limit === null
          ? `${name}: the limit is read from telemetry again`
          : `${name}: limit set to ${formatAmount(limit, row.unit)}`,
        { description: "The service is being assessed with it; the numbers follow in a moment." },
      );
      for (const route of ["listCapacity", "getResourceForecast", "getServicePattern"] as const) {
        void client.invalidateQueries({ queryKey: [route] });
      }
    },
    onError: (error) =>
      toast.error(`${name}: the limit could not be set`, { description: error.message }),
  });
}
