"use client";
import type { EscalationPolicy } from "@headroom/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ListOrdered, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { call } from "@/api/client";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ConfirmDialog } from "./confirm-dialog";
import { PolicyDialog } from "./policy-dialog";
import { describePolicy } from "./policy-words";

type Open = { kind: "new" } | { kind: "edit" | "delete"; policy: EscalationPolicy } | null;

/** The escalation policies, each told in words. */
export function PoliciesTab() {
  const policies = useQuery(apiQuery("listEscalationPolicies"));
  const channels = useQuery(apiQuery("listChannels"));
  const [open, setOpen] = useState<Open>(null);
  const client = useQueryClient();
  const close = () => setOpen(null);
  const items = channels.data?.items ?? [];
  const names = new Map(items.map(({ id, name }) => [id, name]));
  const create = (
    <Button variant="primary" onClick={() => setOpen({ kind: "new" })}>
      <Plus /> New policy
    </Button>
  );
  const failed = policies.data === undefined ? policies : channels;
  return (
    <Card>
      <CardHeader
        title="Escalation policies"
        description="Whom to tell, in which order, until somebody acknowledges."
        actions={create}
      />
      {policies.isPending || channels.isPending ? (
        <SkeletonRows rows={4} />
      ) : policies.data === undefined || channels.data === undefined ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : policies.data.items.length === 0 ? (
        <EmptyState
          icon={ListOrdered}
          title="No escalation policies yet"
          description="A policy tells further channels when nobody acknowledges an incident in time."
          action={create}
        />
      ) : (
        <ul>
          {policies.data.items.map((policy) => (
            <li key={policy.id} className="flex items-start gap-3 border-t px-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="font-medium">{policy.name}</p>
                <p className="text-xs text-muted-foreground">{describePolicy(policy, names)}</p>
              </div>
              <div className="flex gap-1">
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Edit ${policy.name}`}
                  onClick={() => setOpen({ kind: "edit", policy })}
                >
                  <Pencil />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Delete ${policy.name}`}
                  onClick={() => setOpen({ kind: "delete", policy })}
                >
                  <Trash2 />
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {open?.kind === "new" && <PolicyDialog policy={null} channels={items} onClose={close} />}
      {open?.kind === "edit" && (
        <PolicyDialog policy={open.policy} channels={items} onClose={close} />
      )}
      {open?.kind === "delete" && (
        <ConfirmDialog
          title={`Delete ${open.policy.name}?`}
          action="Delete policy"
          onClose={close}
          onConfirm={async () => {
            await call("deleteEscalationPolicy", { params: { id: open.policy.id } });
            await client.invalidateQueries({ queryKey: ["listEscalationPolicies"] });
          }}
        >
          Escalations that run now go on. A policy that a rule uses cannot be deleted.
        </ConfirmDialog>
      )}
    </Card>
  );
}
