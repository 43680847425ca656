"use client";
import type { Rule } from "@headroom/contracts";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Page } from "@/shell/page";
import { useRangeHref } from "@/time/range-link";
import { ConditionSection } from "./condition-section";
import { DetailsSection } from "./details-section";
import { NotifySection } from "./notify-section";
import { PreviewPanel } from "./preview-panel";
import { SignalSection } from "./signal-section";
import type { RuleForm } from "./rule-form";
import { useRuleDraft } from "./use-rule-draft";
import { useRulePreview } from "./use-rule-preview";
import { useSaveRule } from "./use-save-rule";
import { useSignalUnit } from "./use-signal-unit";
import { useUnsavedGuard } from "./use-unsaved-guard";

/**
 * The editor of a new rule (`stored` null) or a stored one. `onReload` fetches the stored rule
 * again, which drops the edits.
 */
export function RuleEditor({
  title,
  description,
  actions,
  initial,
  stored,
  onReload,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  initial: RuleForm;
  stored: Pick<Rule, "id" | "version"> | null;
  onReload?: () => void;
}) {
  const router = useRouter();
  const hrefWithRange = useRangeHref();
  const [form, setForm] = useState(initial);
  // Fields keep their own text; a new round lets them begin again.
  const [round, setRound] = useState(0);
  const body = useRef<HTMLFormElement>(null);
  const save = useSaveRule(form, stored, () => router.push(hrefWithRange("/alerts/rules")));
  const dirty = JSON.stringify(form) !== JSON.stringify(initial);
  const unsaved = dirty && !save.done;
  const guard = useUnsavedGuard(unsaved);
  const draft = useRuleDraft(draftKey(stored, initial), form, unsaved);
  const preview = useRulePreview(form);
  const unit = useSignalUnit(form.signal, preview.query.data?.unit);
  const change = (part: Partial<RuleForm>) => {
    setForm((before) => ({ ...before, ...part }));
    save.forget(changedFields(part));
  };
  const submit = () => {
    if (save.submit()) return;
    // The fields show their errors after the next paint.
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };
  useSaveKey(submit);
  const section = { form, onChange: change, errors: save.errors };
  return (
    <Page title={title} description={description} actions={actions} className="max-md:pb-16">
      {draft.found !== null && (
        <Alert
          title="You left unsaved changes here"
          actions={
            <>
              <Button
                size="sm"
                onClick={() => {
                  setForm(draft.found ?? initial);
                  setRound(round + 1);
                  draft.drop();
                }}
              >
                Restore them
              </Button>
              <Button size="sm" variant="ghost" onClick={draft.drop}>
                Forget them
              </Button>
            </>
          }
        />
      )}
      <form
        key={round}
        ref={body}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="grid items-start gap-3 xl:grid-cols-[minmax(0,3fr)_minmax(24rem,2fr)]"
      >
        <div className="flex min-w-0 flex-col gap-3">
          <SignalSection {...section} />
          <ConditionSection {...section} unit={unit} />
        </div>
        <div className="min-w-0 xl:sticky xl:top-16 xl:row-span-2">
          <PreviewPanel
            form={form}
            unit={unit}
            preview={preview}
            onThreshold={(threshold) => change({ threshold })}
            onForecastLimit={(limit) => change({ forecast: { ...form.forecast, limit } })}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <NotifySection form={form} onChange={change} />
          <DetailsSection {...section} />
          <Problems save={save} onReload={onReload} />
          <div className="flex items-center gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:z-20 max-md:border-t max-md:bg-surface max-md:p-2">
            <Button
              type="submit"
              variant="primary"
              disabled={save.saving}
              className="max-md:h-11 max-md:flex-1"
            >
              {save.saving ? "Saving…" : stored === null ? "Create rule" : "Save changes"}
              <Kbd className="max-md:hidden">Ctrl ⏎</Kbd>
            </Button>
            <Button
              className="max-md:h-11"
              disabled={!dirty}
              onClick={() => {
                setForm(initial);
                setRound(round + 1);
              }}
            >
              Discard
            </Button>
            {dirty && <span className="text-xs text-muted-foreground max-md:hidden">Unsaved</span>}
          </div>
        </div>
      </form>
      {guard}
    </Page>
  );
}

// Parts of the form that make up the condition, whose faults may lie in any of its fields.
const CONDITION_PARTS = ["kind", "anomaly", "forecast", "intervalMs"];

function changedFields(part: Partial<RuleForm>): string[] {
  const fields = Object.keys(part);
  return fields.some((field) => CONDITION_PARTS.includes(field))
    ? [...fields, "condition"]
    : fields;
}

// A draft belongs to one version of a rule, or to a new rule with the same beginning.
function draftKey(stored: Pick<Rule, "id" | "version"> | null, initial: RuleForm): string {
  return stored === null
    ? `new.${initial.kind}.${JSON.stringify(initial.signal)}`
    : `${stored.id}.${stored.version}`;
}

function Problems({
  save,
  onReload,
}: {
  save: ReturnType<typeof useSaveRule>;
  onReload: (() => void) | undefined;
}) {
  if (save.conflict) {
    return (
      <Alert
        tone="warning"
        title="Somebody changed this rule since you opened it"
        actions={
          <>
            <Button size="sm" onClick={onReload}>
              Reload, drop my changes
            </Button>
            <Button size="sm" variant="danger" onClick={save.overwrite}>
              Save mine over it
            </Button>
          </>
        }
      >
        Nothing was saved. Reload to see the other version first.
      </Alert>
    );
  }
  const messages = [...new Set(Object.values(save.errors))];
  if (save.failure === null && messages.length === 0) return null;
  return (
    <Alert tone="critical" title={save.failure ?? "Please look at these fields"}>
      <ul className="list-inside list-disc">
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </Alert>
  );
}

function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
