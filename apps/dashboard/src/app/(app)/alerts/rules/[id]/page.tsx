import type { Metadata } from "next";
import { EditRule } from "@/features/rules/edit-rule";

export const metadata: Metadata = { title: "Alert rule" };

/** The editor with a stored rule. */
export default async function EditRulePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <EditRule id={id} />;
}
