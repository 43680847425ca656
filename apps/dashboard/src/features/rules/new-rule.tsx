"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/shell/page";
import { EditorSkeleton } from "./editor-skeleton";
import { RuleEditor } from "./rule-editor";
import { duplicateOf, emptyForm } from "./rule-form";
import { parseSignalParameter } from "./signal-parameter";

const TITLE = "New alert rule";

/** The editor of a new rule, prefilled by `?signal=<JSON>` or as a copy by `?duplicate=<id>`. */
export function NewRule() {
  const search = useSearchParams();
  const signalText = search.get("signal");
  const duplicate = search.get("duplicate");
  // Read once: the editor changes other parts of the address.
  const initial = useMemo(() => {
    const signal = parseSignalParameter(signalText);
    return { form: emptyForm(signal ?? undefined), bad: signalText !== null && signal === null };
  }, [signalText]);
  if (duplicate !== null && duplicate !== "")
    return <DuplicateRule key={duplicate} id={duplicate} />;
  return (
    <RuleEditor
      key={signalText}
      title={TITLE}
      {...(initial.bad
        ? {
            description: (
              <Alert tone="warning" title="The signal in the link could not be read">
                Choose what to watch below.
              </Alert>
            ),
          }
        : {})}
      initial={initial.form}
      stored={null}
    />
  );
}

function DuplicateRule({ id }: { id: string }) {
  const rule = useQuery({
    ...apiQuery("getRule", { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const definition = rule.data?.definition;
  const form = useMemo(
    () => (definition === undefined ? null : duplicateOf(definition)),
    [definition],
  );
  if (form !== null) return <RuleEditor title={TITLE} initial={form} stored={null} />;
  if (rule.isError) {
    return (
      <Page title={TITLE}>
        <Card>
          <ErrorState
            title="The rule to copy could not be loaded"
            error={rule.error}
            onRetry={() => void rule.refetch()}
          />
        </Card>
      </Page>
    );
  }
  return <EditorSkeleton title={TITLE} />;
}
