"use client";
import type { IncidentDetail } from "@headroom/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/api/client";
import { queryKey } from "@/api/queries";
import { toast } from "@/components/ui/toast";
import { actionBody, actionRoutes, applyAction, type IncidentAction } from "./incident-actions";
import type { Responder } from "./responder";

const failureWords: Readonly<Record<IncidentAction, string>> = {
  acknowledge: "Not acknowledged",
  unacknowledge: "The acknowledgement was not taken back",
  resolve: "Not resolved",
};

/**
 * Acts on an incident. The page shows the result at once; where the server refuses, it goes back
 * to what it was and the reason is told.
 */
export function useIncidentAction(id: string, responder: Responder) {
  const client = useQueryClient();
  const key = queryKey("getIncident", { params: { id } });
  return useMutation({
    mutationFn: ({ action, note }: { action: IncidentAction; note: string }) =>
      call(actionRoutes[action], {
        params: { id },
        body: actionBody(note, responder.signedIn ? "" : responder.name),
      }),
    onMutate: async ({ action }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<IncidentDetail>(key);
      if (before !== undefined) {
        const by = responder.name === "" ? null : responder.name;
        client.setQueryData(key, applyAction(before, action, by, new Date().toISOString()));
      }
      return { before };
    },
    onSuccess: (answer) => client.setQueryData(key, answer),
    onError: (error, { action }, context) => {
      if (context?.before !== undefined) client.setQueryData(key, context.before);
      toast.error(failureWords[action], { description: error.message });
      void client.invalidateQueries({ queryKey: key });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["listIncidents"] }),
  });
}
