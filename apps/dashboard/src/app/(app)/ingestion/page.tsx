import type { Metadata } from "next";
import { IngestionPage } from "@/features/ingestion/ingestion-page";

export const metadata: Metadata = { title: "Ingestion" };

/** `/ingestion` */
export default function Route() {
  return <IngestionPage />;
}
