import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

const tones = {
  info: { icon: Info, box: "border-info/40 bg-info-soft", text: "text-info" },
  ok: { icon: CircleCheck, box: "border-ok/40 bg-ok-soft", text: "text-ok" },
  warning: { icon: TriangleAlert, box: "border-warning/40 bg-warning-soft", text: "text-warning" },
  critical: {
    icon: CircleAlert,
    box: "border-critical/40 bg-critical-soft",
    text: "text-critical",
  },
};

/** A message in the page; `critical` and `warning` are announced at once. */
export function Alert({
  tone = "info",
  title,
  actions,
  className,
  children,
}: {
  tone?: keyof typeof tones;
  title: ReactNode;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { icon: Icon, box, text } = tones[tone];
  return (
    <div
      role={tone === "critical" || tone === "warning" ? "alert" : "status"}
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2",
        box,
        className,
      )}
    >
      <Icon className={cn("mt-0.5 size-4 shrink-0", text)} aria-hidden />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">{title}</p>
        {children !== undefined && <div className="text-xs break-words">{children}</div>}
      </div>
      {actions}
    </div>
  );
}
