"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { RuleForm } from "./rule-form";
import type { Severity } from "./rule-types";
import { Segmented } from "./segmented";

const severities: readonly { value: Severity; label: string }[] = [
  { value: "info", label: "Info" },
  { value: "warning", label: "Warning" },
  { value: "critical", label: "Critical" },
];

/** How bad it is and who is told. */
export function NotifySection({
  form,
  onChange,
}: {
  form: RuleForm;
  onChange: (change: Partial<RuleForm>) => void;
}) {
  const policies = useQuery(apiQuery("listEscalationPolicies"));
  const known = policies.data?.items ?? [];
  return (
    <Card>
      <CardHeader
        title="Notify"
        actions={
          <Segmented
            label="Severity"
            value={form.severity}
            options={severities}
            onChange={(severity) => onChange({ severity })}
          />
        }
      />
      <CardContent className="grid gap-4 sm:grid-cols-2">
        <Channels chosen={form.channelIds} onChange={(channelIds) => onChange({ channelIds })} />
        <Field
          label="Escalation policy"
          optional
          hint={
            <>
              Tells one level after the other until somebody acknowledges.{" "}
              <SettingsLink tab="policies">Manage policies</SettingsLink>
            </>
          }
        >
          {(control) => (
            <Select
              {...control}
              value={form.escalationPolicyId ?? ""}
              onValueChange={(id) => onChange({ escalationPolicyId: id === "" ? null : id })}
              options={[
                { value: "", label: "None" },
                ...known.map(({ id, name }) => ({ value: id, label: name })),
                ...(form.escalationPolicyId !== null &&
                !known.some(({ id }) => id === form.escalationPolicyId)
                  ? [
                      {
                        value: form.escalationPolicyId,
                        label: policies.isPending ? "Loading…" : "A policy that is gone",
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Field>
      </CardContent>
    </Card>
  );
}

function Channels({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const channels = useQuery(apiQuery("listChannels"));
  const known = channels.data?.items ?? [];
  const gone = chosen.filter((id) => !known.some((channel) => channel.id === id));
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-xs font-medium">Channels, told at once</legend>
      {channels.isPending && <Skeleton className="h-6 w-48" />}
      {channels.isError && (
        <p className="text-xs text-critical">
          Channels could not be loaded.{" "}
          <Button variant="link" onClick={() => void channels.refetch()}>
            Try again
          </Button>
        </p>
      )}
      {known.map(({ id, name, config }) => (
        <label key={id} className="flex min-h-7 items-center gap-2">
          <Checkbox
            checked={chosen.includes(id)}
            onCheckedChange={(on) => toggle(id, on === true)}
          />
          <span className="min-w-0 break-words">{name}</span>
          <span className="text-xs text-muted-foreground">{config.type}</span>
        </label>
      ))}
      {channels.data !== undefined &&
        gone.map((id) => (
          <div key={id} className="flex min-h-7 items-center gap-2">
            <Checkbox id={`gone-${id}`} checked onCheckedChange={() => toggle(id, false)} />
            <label htmlFor={`gone-${id}`} className="text-warning">
              A channel that is gone
            </label>
          </div>
        ))}
      <p className="text-xs text-muted-foreground">
        {channels.data !== undefined && known.length === 0 && "There are no channels yet. "}
        <SettingsLink tab="channels">
          {channels.data !== undefined && known.length === 0
            ? "Create a channel"
            : "Manage channels"}
        </SettingsLink>
      </p>
    </fieldset>
  );
}

// In a new tab: the form behind it is not saved yet.
function SettingsLink({ tab, children }: { tab: string; children: ReactNode }) {
  return (
    <Link
      href={`/settings?tab=${tab}`}
      target="_blank"
      className="text-accent underline underline-offset-2"
    >
      {children}
    </Link>
  );
}
