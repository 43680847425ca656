import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { IncidentList } from "@/features/incidents/incident-list";

export const metadata: Metadata = { title: "Incidents" };

const pageOfTab: Readonly<Record<string, string>> = {
  alerts: "/alerts/active",
  rules: "/alerts/rules",
};

/** The list of incidents; `?tab=alerts` and `?tab=rules` lead to the other two pages. */
export default async function AlertsPage({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const { tab } = await searchParams;
  const other = typeof tab === "string" ? pageOfTab[tab] : undefined;
  if (other !== undefined) redirect(other);
  return <IncidentList />;
}
