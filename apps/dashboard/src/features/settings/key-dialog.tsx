"use client";
import { ingestKeyInput } from "@headroom/contracts";
import { useState } from "react";
import { call } from "@/api/client";
import { checkForm, errorAt } from "@/api/field-errors";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { keyBody, keyDraft, type IngestKey, type KeyDraft } from "./key-draft";
import { FormDialog } from "./form-dialog";
import { useSave } from "./use-save";

const limits = [
  { part: "requests", path: "quota.requestsPerSecond", label: "Requests per second" },
  { part: "rows", path: "quota.rowsPerSecond", label: "Spans, points and logs per second" },
  { part: "mebibytes", path: "quota.bytesPerSecond", label: "MiB per second" },
] as const satisfies readonly { part: keyof KeyDraft; path: string; label: string }[];

/** Changes the name and the quota of an ingest key. */
export function KeyDialog({ ingestKey, onClose }: { ingestKey: IngestKey; onClose: () => void }) {
  const [draft, setDraft] = useState(() => keyDraft(ingestKey));
  const save = useSave("listIngestKeys");
  const submit = async () => {
    const check = checkForm(ingestKeyInput, keyBody(draft));
    save.setErrors(check.ok ? {} : check.errors);
    if (!check.ok) return;
    const body = check.value;
    const saved = await save.run(() =>
      call("updateIngestKey", { params: { id: ingestKey.id }, body }),
    );
    if (!saved) return;
    toast.success(`Key “${body.name}” saved`);
    onClose();
  };
  return (
    <FormDialog
      title={`Edit ${ingestKey.name}`}
      save={save}
      className="max-w-xl"
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
      <div className="grid gap-3 sm:grid-cols-3">
        {limits.map(({ part, path, label }) => (
          <Field
            key={part}
            label={label}
            error={errorAt(save.errors, path)}
            className="justify-end"
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                placeholder="no limit"
                value={draft[part]}
                onChange={(event) => setDraft({ ...draft, [part]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="text-xs text-muted-foreground">
        An average over ten seconds, for each receiving process. What goes beyond is refused and
        sent again later by the sender. Changes take effect within 30 seconds.
      </p>
    </FormDialog>
  );
}
