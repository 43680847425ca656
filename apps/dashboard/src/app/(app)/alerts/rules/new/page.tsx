import type { Metadata } from "next";
import { NewRule } from "@/features/rules/new-rule";

export const metadata: Metadata = { title: "New alert rule" };

/** The editor with a new rule. */
export default function NewRulePage() {
  return <NewRule />;
}
