import type { Metadata } from "next";
import { IncidentPage } from "@/features/incidents/incident-page";

export const metadata: Metadata = { title: "Incident" };

/** One incident. */
export default async function OneIncidentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <IncidentPage id={id} />;
}
