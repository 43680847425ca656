"use client";
import type { FieldErrors } from "@/api/api-error";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { PairList } from "./pair-list";
import { defaultName, hasLimit, type RuleForm } from "./rule-form";

const ANNOTATION_NAMES = ["summary", "description", "runbook_url"];

/** Name, description, labels and annotations. */
export function DetailsSection({
  form,
  onChange,
  errors,
}: {
  form: RuleForm;
  onChange: (change: Partial<RuleForm>) => void;
  errors: FieldErrors;
}) {
  const suggested = hasLimit(form) ? defaultName(form) : "";
  return (
    <Card>
      <CardHeader
        title="Details"
        actions={
          <label className="flex items-center gap-2 text-xs">
            <Switch checked={form.enabled} onCheckedChange={(enabled) => onChange({ enabled })} />
            {form.enabled ? "Enabled" : "Off: saved, but not evaluated"}
          </label>
        }
      />
      <CardContent className="flex flex-col gap-4">
        <Field
          label="Name"
          error={errors["name"]}
          hint={form.name === "" ? "Left empty, the rule is named after its condition." : undefined}
        >
          {(control) => (
            <Input
              {...control}
              value={form.name}
              maxLength={200}
              placeholder={suggested === "" ? "Slow checkout" : suggested}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label="Description" optional error={errors["description"]}>
          {(control) => (
            <Textarea
              {...control}
              className="min-h-14"
              value={form.description}
              maxLength={5_000}
              placeholder="What it means and what to do first."
              onChange={(event) => onChange({ description: event.target.value })}
            />
          )}
        </Field>
        <div className="grid gap-4">
          <PairList
            legend="Labels"
            hint="Carried by every alert of the rule, for example team."
            pairs={form.labels}
            onChange={(labels) => onChange({ labels })}
            error={errors["labels"]}
            suggestions={["team", "service", "environment"]}
          />
          <PairList
            legend="Annotations"
            hint="Texts for the people who are told. {{ value }}, {{ threshold }} and {{ labels.x }} are filled in; runbook_url becomes a link."
            pairs={form.annotations}
            onChange={(annotations) => onChange({ annotations })}
            error={errors["annotations"]}
            suggestions={ANNOTATION_NAMES}
            valuePlaceholder="{{ labels.service }} is at {{ value }}"
          />
        </div>
      </CardContent>
    </Card>
  );
}
