import { GraduationCap } from "lucide-react";

/** Says that a rule or a band still learns, and what it waits for. */
export function LearningNote({ title, detail }: { title: string; detail: string | null }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-info-soft px-2.5 py-2 text-xs text-info">
      <GraduationCap className="mt-px size-3.5 shrink-0" aria-hidden />
      <span>
        <b className="font-medium">{title}</b>
        {detail !== null && detail !== "" && ` ${detail}`}
      </span>
    </p>
  );
}
