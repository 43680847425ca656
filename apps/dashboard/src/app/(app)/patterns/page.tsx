import type { Metadata } from "next";
import { PatternsPage } from "@/features/patterns/patterns-page";

export const metadata: Metadata = { title: "Scaling patterns" };

/** `/patterns` */
export default function Route() {
  return <PatternsPage />;
}
