"use client";
import type { PatternDetail, RuleProposal } from "@headroom/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChartSpline, Gauge, Telescope, type LucideIcon } from "lucide-react";
import { call } from "@/api/client";
import { apiQuery } from "@/api/queries";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import { RangeLink } from "@/time/range-link";
import { definitionHref } from "./definition-href";

const KINDS: Readonly<Record<RuleProposal["kind"], { icon: LucideIcon; label: string }>> = {
  threshold: { icon: Gauge, label: "Threshold" },
  anomaly: { icon: ChartSpline, label: "Anomaly" },
  forecast: { icon: Telescope, label: "Forecast" },
};
const MOST = 200;

/** Rules that suit the pattern; one click creates one, and then leads to it. */
export function RulesCard({ rules }: { rules: PatternDetail["rules"] }) {
  const existing = useQuery(apiQuery("listRules", { query: { limit: MOST } }));
  const byName = new Map(
    (existing.data?.items ?? []).map(({ id, definition }) => [definition.name, id]),
  );
  return (
    <Card aria-label="Rules">
      <CardHeader
        title="Rules that suit it"
        description="Ready to be created; change them any time"
      />
      {rules.length === 0 ? (
        <CardContent>
          <p className="text-xs text-muted-foreground">
            No rule can be proposed: the signals it would watch are not in the telemetry.
          </p>
        </CardContent>
      ) : (
        <ul>
          {rules.map((proposal) => (
            <Proposal
              key={proposal.id}
              proposal={proposal}
              ruleId={byName.get(proposal.definition.name) ?? null}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Proposal({ proposal, ruleId }: { proposal: RuleProposal; ruleId: string | null }) {
  const client = useQueryClient();
  const { kind, text, definition } = proposal;
  const { icon: Icon, label } = KINDS[kind];
  const create = useMutation({
    mutationFn: () => call("createRule", { body: definition }),
    onSuccess: () => {
      toast.success(`Created “${definition.name}”`);
      void client.invalidateQueries({ queryKey: ["listRules"] });
    },
    onError: (error) =>
      toast.error(`“${definition.name}” could not be created`, { description: error.message }),
  });
  const id = create.data?.id ?? ruleId;
  return (
    <li className="flex flex-col gap-1.5 border-t px-3 py-2">
      <p className="flex items-start gap-2">
        <Icon className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
        <span className="min-w-0 flex-1">{text}</span>
        <Badge tone="outline">{label}</Badge>
      </p>
      <div className="flex flex-wrap gap-2 pl-6">
        {id === null ? (
          <>
            <Button size="sm" disabled={create.isPending} onClick={() => create.mutate()}>
              Create rule<span className="sr-only">: {text}</span>
            </Button>
            <Button size="sm" variant="ghost" asChild>
              <RangeLink href={definitionHref(definition)}>
                Open in editor<span className="sr-only">: {text}</span>
              </RangeLink>
            </Button>
          </>
        ) : (
          <Button size="sm" asChild>
            <RangeLink href={`/alerts/rules/${encodeURIComponent(id)}`}>
              Created: open rule<span className="sr-only">: {text}</span>
            </RangeLink>
          </Button>
        )}
      </div>
    </li>
  );
}
