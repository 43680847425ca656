"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/api/client";
import { toast } from "@/components/ui/toast";

const LOOK_AGAIN_MS = [3_000, 8_000];

/** Has a service assessed now; what shows its patterns is asked again a little later. */
export function useAssess(service: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("assessService", { params: { service } }),
    onSuccess: () => {
      toast.success(`${service} is being assessed`, {
        description: "This page shows the result in a few seconds.",
      });
      for (const delayMs of LOOK_AGAIN_MS) {
        setTimeout(() => {
          for (const route of ["getServicePattern", "listPatterns", "listCapacity"] as const) {
            void client.invalidateQueries({ queryKey: [route] });
          }
        }, delayMs);
      }
    },
    onError: (error) =>
      toast.error(`${service} could not be assessed`, { description: error.message }),
  });
}
