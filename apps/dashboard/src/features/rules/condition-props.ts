import type { FieldErrors } from "@/api/api-error";
import type { RuleForm } from "./rule-form";

/** What each part of the condition is given. */
export interface ConditionProps {
  form: RuleForm;
  onChange: (change: Partial<RuleForm>) => void;
  /** Messages by path in the definition. */
  errors: FieldErrors;
  /** Unit of the signal's values. */
  unit: string;
}
