import type { Metadata } from "next";
import { IncidentList } from "@/features/incidents/incident-list";

export const metadata: Metadata = { title: "Incidents" };

/** The list of incidents. */
export default function IncidentsPage() {
  return <IncidentList />;
}
