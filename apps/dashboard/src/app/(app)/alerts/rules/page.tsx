import type { Metadata } from "next";
import { RuleList } from "@/features/rules/rule-list";

export const metadata: Metadata = { title: "Alert rules" };

/** The list of alert rules. */
export default function RulesPage() {
  return <RuleList />;
}
