"use client";
import type { Rule } from "@headroom/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/api/client";
import { toast } from "@/components/ui/toast";

/** Switches a rule on or off and deletes it; the lists follow, failures are told. */
export function useRuleChanges(rule: Rule) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["listRules"] }),
      client.invalidateQueries({ queryKey: ["getRule"] }),
      client.invalidateQueries({ queryKey: ["listIncidents"] }),
    ]);
  const name = rule.definition.name;
  const setEnabled = useMutation({
    mutationFn: (enabled: boolean) =>
      call("setRuleEnabled", { params: { id: rule.id }, body: { enabled } }),
    onError: (error, enabled) =>
      toast.error(`“${name}” could not be switched ${enabled ? "on" : "off"}`, {
        description: error.message,
      }),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => call("deleteRule", { params: { id: rule.id } }),
    onSuccess: () => toast.success(`Deleted “${name}”`),
    onError: (error) =>
      toast.error(`“${name}” could not be deleted`, { description: error.message }),
    onSettled: refresh,
  });
  return {
    /** What the switch shows: the wanted state while the call is under way. */
    enabled: setEnabled.isPending ? setEnabled.variables : rule.definition.enabled,
    setEnabled: setEnabled.mutate,
    remove,
  };
}
