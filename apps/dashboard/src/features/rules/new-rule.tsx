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
import { readKind } from "./rule-kinds";
import { duplicateOf, emptyForm, formOf } from "./rule-form";
import { parseDefinitionParameter } from "./definition-parameter";
import { parseSignalParameter } from "./signal-parameter";

const TITLE = "New alert rule";

/**
 * The editor of a new rule, prefilled by `?signal=<JSON>` and `?kind=`, by `?definition=<JSON>`, or as a copy by
 * `?duplicate=<id>`.
 */
export function NewRule() {
  const search = useSearchParams();
  const signalText = search.get("signal");
  const definitionText = search.get("definition");
  const kind = readKind(search.get("kind"));
  const duplicate = search.get("duplicate");
  // Read once: the editor changes other parts of the address.
  const initial = useMemo(() => {
    const definition = parseDefinitionParameter(definitionText);
    if (definition !== null) return { form: formOf(definition), bad: false };
    const signal = parseSignalParameter(signalText);
    const given = signalText ?? definitionText;
    return { form: emptyForm(signal ?? undefined, kind), bad: given !== null && signal === null };
  }, [signalText, definitionText, kind]);
  if (duplicate !== null && duplicate !== "")
    return <DuplicateRule key={duplicate} id={duplicate} />;
  return (
    <RuleEditor
      key={`${kind} ${definitionText ?? signalText}`}
      title={TITLE}
      {...(initial.bad
        ? {
            description: (
              <Alert tone="warning" title="The link could not be read">
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
