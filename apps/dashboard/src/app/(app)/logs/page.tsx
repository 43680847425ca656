import type { Metadata } from "next";
import { LogsPage } from "@/features/logs/logs-page";

export const metadata: Metadata = { title: "Logs" };

/** `/logs`. */
export default function Page() {
  return <LogsPage />;
}
