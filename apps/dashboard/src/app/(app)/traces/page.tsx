import type { Metadata } from "next";
import { TracesPage } from "@/features/traces/traces-page";

export const metadata: Metadata = { title: "Traces" };

/** `/traces`. */
export default function Page() {
  return <TracesPage />;
}
