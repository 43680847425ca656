"use client";
import type { RouteName } from "@headroom/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FieldErrors } from "@/api/api-error";
import { serverFieldErrors } from "@/api/field-errors";

/** State of a form that is being saved. */
export interface Save {
  readonly busy: boolean;
  readonly errors: FieldErrors;
  /** What to tell above the form when no field can carry it. */
  readonly problem: string | null;
  readonly setErrors: (errors: FieldErrors) => void;
  /** Runs the call, then reads `list` anew; true when it worked. */
  readonly run: (call: () => Promise<unknown>) => Promise<boolean>;
}

/** Saves a form: maps the server's field errors and refreshes the list it belongs to. */
export function useSave(list: RouteName): Save {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (call: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await call();
      await client.invalidateQueries({ queryKey: [list] });
      return true;
    } catch (error) {
      setErrors(serverFieldErrors(error));
      setProblem(error instanceof Error ? error.message : "Saving failed. Try again.");
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, errors, problem, setErrors, run };
}
