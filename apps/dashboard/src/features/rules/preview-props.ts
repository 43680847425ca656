import type { RulePreview } from "@headroom/contracts";
import type { Stretch } from "./preview-data";
import type { RuleForm } from "./rule-form";

/** Height of a preview's plot, in px. */
export const PREVIEW_PX = 220;

/** What the preview of each kind is given. */
export interface PreviewProps {
  preview: RulePreview;
  /** Whether a newer answer is on its way. */
  updating: boolean;
  form: RuleForm;
  /** Unit of the signal's values. */
  unit: string;
  range: Stretch;
  /** The range in words: `the last 6 hours`. */
  rangeWords: string;
}
