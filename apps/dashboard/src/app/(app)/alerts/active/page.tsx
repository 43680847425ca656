import type { Metadata } from "next";
import { AlertList } from "@/features/incidents/alert-list";

export const metadata: Metadata = { title: "Alerts" };

/** The alerts that are active now. */
export default function ActiveAlertsPage() {
  return <AlertList />;
}
