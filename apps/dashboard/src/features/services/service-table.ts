import type { Service } from "@headroom/contracts";

/** Columns a list of services can be sorted by. */
export const serviceSorts = ["health", "name", "rate", "errors", "p95", "alerts"] as const;
export type ServiceSort = (typeof serviceSorts)[number];
export const sortOrders = ["asc", "desc"] as const;
export type SortOrder = (typeof sortOrders)[number];

/** How bad a service is doing, from its own numbers: alerts first, then errors, then traffic. */
export type ServiceHealth = "firing" | "errors" | "ok" | "quiet";

const HEALTH_RANK: Readonly<Record<ServiceHealth, number>> = {
  firing: 3,
  errors: 2,
  ok: 1,
  quiet: 0,
};
// A ratio worth a mark in a list; what is worth a page is for rules to say.
const NOTABLE_ERROR_RATIO = 0.01;

/** Health of one service in the shown range. */
export function healthOf(service: Pick<Service, "firingAlerts" | "red">): ServiceHealth {
  if (service.firingAlerts > 0) return "firing";
  if (service.red.calls === 0) return "quiet";
  return service.red.errorRatio >= NOTABLE_ERROR_RATIO ? "errors" : "ok";
}

/** Services whose name, namespace or language contain every word of `text`. */
export function filterServices(services: readonly Service[], text: string): readonly Service[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return services;
  return services.filter(({ name, namespace, language }) => {
    const haystack = `${name} ${namespace} ${language}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

/** A sorted copy; services that compare equal stand by name. “health” descending is worst first. */
export function sortServices(
  services: readonly Service[],
  sort: ServiceSort,
  order: SortOrder,
): readonly Service[] {
  const sign = order === "asc" ? 1 : -1;
  return [...services].sort((a, b) => sign * compare(a, b, sort) || a.name.localeCompare(b.name));
}

function compare(a: Service, b: Service, sort: ServiceSort): number {
  switch (sort) {
    case "health":
      return (
        HEALTH_RANK[healthOf(a)] - HEALTH_RANK[healthOf(b)] ||
        a.firingAlerts - b.firingAlerts ||
        a.red.errorRatio - b.red.errorRatio ||
        a.red.requestRate - b.red.requestRate
      );
    case "name":
      return a.name.localeCompare(b.name);
    case "rate":
      return a.red.requestRate - b.red.requestRate;
    case "errors":
      return a.red.errorRatio - b.red.errorRatio;
    case "p95":
      return (a.red.p95Ms ?? -1) - (b.red.p95Ms ?? -1);
    case "alerts":
      return a.firingAlerts - b.firingAlerts;
  }
}

/** The order a column starts with: names from A, numbers from the largest. */
export function firstOrder(sort: ServiceSort): SortOrder {
  return sort === "name" ? "asc" : "desc";
}
