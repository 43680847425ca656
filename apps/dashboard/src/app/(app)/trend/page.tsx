import type { Metadata } from "next";
import { TrendPage } from "@/features/trend/trend-page";

export const metadata: Metadata = { title: "Trend" };

/** `/trend`. */
export default function Page() {
  return <TrendPage />;
}
