import type { z } from "zod";
import { explainIssue } from "./issue-words";
import { ApiError, type FieldErrors } from "./api-error";

/** Result of checking a form: the parsed value, or a message for each field path. */
export type FormCheck<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Checks form input with a schema of the contracts; paths read `config.to.0`. */
export function checkForm<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): FormCheck<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join(".")] ??= explainIssue(issue);
  return { ok: false, errors };
}

/** The field messages of a failed call, without the `body.` some of them begin with. */
export function serverFieldErrors(error: unknown): FieldErrors {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    Object.entries(error.fieldErrors).map(([path, message]) => [
      path.replace(/^body\./, ""),
      message,
    ]),
  );
}

/** The message of `path` or of anything below it. */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  if (errors[path] !== undefined) return errors[path];
  return Object.entries(errors).find(([key]) => key.startsWith(`${path}.`))?.[1];
}
