import type { Service } from "@headroom/contracts";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { cn } from "@/components/ui/class-names";
import { TableCell, TableRow } from "@/components/ui/table";
import { formatDurationMs, formatRate, formatRatio } from "@/format/unit";
import { RangeLink } from "@/time/range-link";
import { AlertCount } from "./alert-count";
import { serviceHref } from "./service-name";
import { healthOf, type ServiceHealth } from "./service-table";

const DOT: Readonly<Record<ServiceHealth, { className: string; text: string }>> = {
  firing: { className: "bg-critical", text: "Alerts are firing" },
  errors: { className: "bg-warning", text: "Errors of 1 % or more" },
  ok: { className: "bg-ok", text: "No alerts, few errors" },
  quiet: { className: "border border-input", text: "No requests in this range" },
};

const WIDE = "w-22 xl:w-40 2xl:w-60";

/** Height of a row in pixels. */
export const SERVICE_ROW_PX = 44;

/** One service of a list: name, rate, errors, p95 with sparklines, firing alerts. */
export function ServiceRow({ service, index }: { service: Service; index: number }) {
  const { red, sparkline } = service;
  return (
    <TableRow interactive aria-rowindex={index + 2} style={{ height: SERVICE_ROW_PX }}>
      <TableCell className="max-w-0">
        <ServiceName service={service} />
      </TableCell>
      <Measure text={formatRate(red.requestRate)}>
        <Sparkline className={WIDE} points={sparkline.requestRate} label="Requests" unit="req/s" />
      </Measure>
      <Measure
        text={formatRatio(red.errorRatio)}
        className={cn(red.errorRatio >= 0.01 && "font-medium text-critical")}
      >
        <Sparkline
          className={WIDE}
          points={sparkline.errorRatio}
          label="Errors"
          unit="ratio"
          tone="critical"
        />
      </Measure>
      <Measure text={formatDurationMs(red.p95Ms)} className="max-sm:hidden">
        <Sparkline className={WIDE} points={sparkline.p95Ms} label="p95" unit="ms" tone="info" />
      </Measure>
      <TableCell numeric className="max-sm:hidden">
        <AlertCount count={service.firingAlerts} />
      </TableCell>
    </TableRow>
  );
}

function ServiceName({ service }: { service: Service }) {
  const dot = DOT[healthOf(service)];
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <span className={cn("size-2 shrink-0 rounded-full", dot.className)} title={dot.text}>
        <span className="sr-only">{dot.text}: </span>
      </span>
      <div className="min-w-0">
        <RangeLink
          href={serviceHref(service.name)}
          title={service.name}
          className="block truncate font-medium hover:underline"
        >
          {service.name}
        </RangeLink>
        <p className="truncate text-2xs text-muted-foreground">
          {[service.namespace, service.language, service.versions[0]].filter(Boolean).join(" · ")}
          {service.firingAlerts > 0 && (
            <span className="text-critical sm:hidden"> · {service.firingAlerts} firing</span>
          )}
        </p>
      </div>
    </div>
  );
}

function Measure({
  text,
  className,
  children,
}: {
  text: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <TableCell numeric className={className}>
      <span className="inline-flex items-center justify-end gap-3">
        <span className="max-lg:hidden">{children}</span>
        <span className="lg:min-w-22">{text}</span>
      </span>
    </TableCell>
  );
}
