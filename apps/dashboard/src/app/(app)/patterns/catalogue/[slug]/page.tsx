import type { Metadata } from "next";
import { isPatternId } from "@/features/patterns/pattern-href";
import { PatternPage } from "@/features/patterns/pattern-page";
import { RecordPage } from "@/features/patterns/record-page";
import { decodeName } from "@/features/services/service-name";

export const metadata: Metadata = { title: "Pattern" };

interface RouteProps {
  readonly params: Promise<{ slug: string }>;
}

/** `/patterns/catalogue/<slug>`; an id in place of the slug is a pattern of a service “catalogue”. */
export default async function Route({ params }: RouteProps) {
  const slug = decodeName((await params).slug);
  if (isPatternId(slug)) return <PatternPage service="catalogue" patternId={slug} />;
  return <RecordPage slug={slug} />;
}
