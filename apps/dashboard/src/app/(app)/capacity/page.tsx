import type { Metadata } from "next";
import { CapacityPage } from "@/features/capacity/capacity-page";

export const metadata: Metadata = { title: "Capacity" };

/** `/capacity` */
export default function Route() {
  return <CapacityPage />;
}
