import type { Headroom } from "@headroom/contracts";
import { apiQuery } from "@/api/queries";

const POLL_MS = 30_000;

/** Headroom of all services, or of one; asked again every half minute. */
export function capacityQuery(service?: string) {
  return {
    ...apiQuery("listCapacity", service === undefined ? {} : { query: { service } }),
    refetchInterval: POLL_MS,
  };
}

/** One resource with its history and forecast. */
export function resourceQuery({
  service,
  resource,
  subject,
}: Pick<Headroom, "service" | "resource" | "subject">) {
  return {
    ...apiQuery("getResourceForecast", { params: { service, resource }, query: { subject } }),
    refetchInterval: POLL_MS,
  };
}

/** How throughput of a service grows with its instances. */
export function scalabilityQuery(service: string) {
  return apiQuery("getScalability", { params: { service } });
}
