"use client";
import { retentionPolicy, type RetentionPolicy } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "@/api/client";
import { checkForm } from "@/api/field-errors";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { FormDialog } from "./form-dialog";
import { retentionDraft, retentionOf } from "./retention-draft";
import { describePreview, signalNames, signals } from "./storage-words";
import { useSave } from "./use-save";

/** Changes how long each signal is kept; shows what that frees before it is saved. */
export function RetentionDialog({
  policy,
  fineRollupDays,
  onClose,
}: {
  policy: RetentionPolicy;
  fineRollupDays: number;
  onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => retentionDraft(policy));
  const save = useSave("getStorage");
  const submit = async () => {
    const check = checkForm(retentionPolicy, retentionOf(draft));
    save.setErrors(check.ok ? {} : check.errors);
    if (!check.ok) return;
    const saved = await save.run(() =>
      call("updateRetention", { body: { policy: check.value, dryRun: false } }),
    );
    if (!saved) return;
    toast.success("Retention saved; what is older goes within a minute");
    onClose();
  };
  return (
    <FormDialog
      title="Change retention"
      save={save}
      className="max-w-xl"
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-4">
        {signals.map((signal) => (
          <Field key={signal} label={`${signalNames[signal]}, days`} error={save.errors[signal]}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={draft[signal]}
                onChange={(event) => setDraft({ ...draft, [signal]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Preview policy={retentionOf(draft)} />
      <p className="text-xs text-muted-foreground">
        Whole days in UTC go, roll-ups by whole weeks. What is dropped cannot be brought back.
        Roll-ups are rates, errors, durations and log counts by minute; those by ten seconds are
        kept {fineRollupDays} days.
      </p>
    </FormDialog>
  );
}

function Preview({ policy }: { policy: RetentionPolicy }) {
  const isValid = retentionPolicy.safeParse(policy).success;
  const preview = useQuery({
    queryKey: ["updateRetention", "preview", policy],
    queryFn: ({ signal }) =>
      call("updateRetention", { body: { policy, dryRun: true } }, { signal }),
    enabled: isValid,
    staleTime: 10_000,
  });
  if (!isValid) return <Alert title="Give whole days from 1 to 3650." />;
  if (preview.isPending) return <Alert title="Adding up what this frees…" />;
  if (preview.data === undefined) {
    const reason = preview.error?.message ?? "";
    return (
      <Alert tone="warning" title="What this frees could not be read">
        {reason}
      </Alert>
    );
  }
  const tone = preview.data.signals.length === 0 ? "info" : "warning";
  return <Alert tone={tone} title={describePreview(preview.data)} />;
}
