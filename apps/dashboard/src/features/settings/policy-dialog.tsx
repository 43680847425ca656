"use client";
import { escalationPolicyInput, type Channel, type EscalationPolicy } from "@headroom/contracts";
import { Plus } from "lucide-react";
import { useState } from "react";
import { call } from "@/api/client";
import { checkForm, errorAt } from "@/api/field-errors";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { LevelFields } from "./level-fields";
import { moveLevel, newLevel, policyBody, policyDraft, type LevelDraft } from "./policy-draft";
import { describePolicy } from "./policy-words";
import { FormDialog } from "./form-dialog";
import { useSave } from "./use-save";

const MAX_LEVELS = 10;

/** Creates an escalation policy, or changes one. */
export function PolicyDialog({
  policy,
  channels,
  onClose,
}: {
  policy: EscalationPolicy | null;
  channels: readonly Channel[];
  onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => policyDraft(policy));
  const save = useSave("listEscalationPolicies");
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  const setLevels = (levels: readonly LevelDraft[]) => setDraft({ ...draft, levels });
  const submit = async () => {
    const check = checkForm(escalationPolicyInput, policyBody(draft));
    save.setErrors(check.ok ? {} : check.errors);
    if (!check.ok) return;
    const body = check.value;
    const saved = await save.run(() =>
      policy === null
        ? call("createEscalationPolicy", { body })
        : call("updateEscalationPolicy", { params: { id: policy.id }, body }),
    );
    if (!saved) return;
    toast.success(`Policy “${body.name}” saved`);
    onClose();
  };
  return (
    <FormDialog
      title={policy === null ? "New escalation policy" : `Edit ${policy.name}`}
      save={save}
      className="max-w-2xl"
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name" error={save.errors["name"]}>
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <ol className="flex flex-col gap-2">
        {draft.levels.map((level, index) => (
          <LevelFields
            key={level.key}
            level={level}
            number={index + 1}
            count={draft.levels.length}
            channels={channels}
            errorOf={(part) => errorAt(save.errors, `levels.${index}.${part}`)}
            onChange={(next) =>
              setLevels(draft.levels.map((one) => (one.key === level.key ? next : one)))
            }
            onMove={(direction) => setLevels(moveLevel(draft.levels, index, direction))}
            onRemove={() => setLevels(draft.levels.filter((one) => one.key !== level.key))}
          />
        ))}
      </ol>
      <div className="flex flex-wrap items-end gap-3">
        <Button
          disabled={draft.levels.length >= MAX_LEVELS}
          onClick={() => setLevels([...draft.levels, newLevel(draft.levels)])}
        >
          <Plus /> Add level
        </Button>
        <Field label="Repeat all levels" error={save.errors["repeat"]} className="w-40">
          {(control) => (
            <span className="flex items-center gap-2">
              <Input
                {...control}
                type="number"
                min={0}
                max={9}
                className="w-20"
                value={draft.repeat}
                onChange={(event) => setDraft({ ...draft, repeat: event.target.value })}
              />
              times
            </span>
          )}
        </Field>
      </div>
      <Alert title="In words">{describePolicy(policyBody(draft), names)}</Alert>
    </FormDialog>
  );
}
