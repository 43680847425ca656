import type { Metadata } from "next";
import { CorrelationPage } from "@/features/correlation/correlation-page";

export const metadata: Metadata = { title: "Correlation" };

/** `/correlation`. */
export default function Page() {
  return <CorrelationPage />;
}
