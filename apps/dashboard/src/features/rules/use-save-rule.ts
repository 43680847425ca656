"use client";
import type { Rule } from "@headroom/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, type FieldErrors } from "@/api/api-error";
import { call } from "@/api/client";
import { serverFieldErrors } from "@/api/field-errors";
import { toast } from "@/components/ui/toast";
import { definitionPaths } from "./field-messages";
import { checkRuleForm, type RuleForm } from "./rule-form";
import type { Definition } from "./rule-types";

type Stored = Pick<Rule, "id" | "version"> | null;

/**
 * Checks and saves the form. `submit` answers false where a field has to be corrected first;
 * `errors` are by field path; `conflict` is true when the stored rule was changed by another.
 */
export function useSaveRule(form: RuleForm, stored: Stored, onSaved: () => void) {
  const client = useQueryClient();
  const [errors, setErrors] = useState<FieldErrors>({});
  const mutation = useMutation({
    mutationFn: ({ definition, version }: { definition: Definition; version: number | null }) =>
      stored === null
        ? call("createRule", { body: definition })
        : saveOver(stored, definition, version),
    onSuccess: (rule) => {
      toast.success(`${stored === null ? "Created" : "Saved"} “${rule.definition.name}”`);
      void client.invalidateQueries({ queryKey: ["listRules"] });
      void client.invalidateQueries({ queryKey: ["getRule"] });
      onSaved();
    },
    onError: (error) => setErrors(definitionPaths(serverFieldErrors(error))),
  });
  const { error } = mutation;
  const conflict = error instanceof ApiError && error.code === "conflict" && stored !== null;

  const send = (version: number | null): boolean => {
    if (mutation.isPending) return true;
    const checked = checkRuleForm(form);
    mutation.reset();
    setErrors(checked.ok ? {} : checked.errors);
    if (checked.ok) mutation.mutate({ definition: checked.value, version });
    return checked.ok;
  };
  return {
    errors,
    conflict,
    failure: error === null || conflict ? null : error.message,
    saving: mutation.isPending,
    done: mutation.isSuccess,
    submit: () => send(stored?.version ?? null),
    /** Saves over whatever is stored now. */
    overwrite: () => void send(null),
    /** Forgets the errors of fields that were edited. */
    forget: (fields: readonly string[]) =>
      setErrors((before) =>
        Object.fromEntries(
          Object.entries(before).filter(
            ([path]) => !fields.some((field) => path.split(".").includes(field)),
          ),
        ),
      ),
  };
}

async function saveOver(
  stored: NonNullable<Stored>,
  definition: Definition,
  version: number | null,
): Promise<Rule> {
  const params = { id: stored.id };
  const known = version ?? (await call("getRule", { params })).version;
  return call("updateRule", { params, body: { definition, version: known } });
}
