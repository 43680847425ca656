import type { Metadata } from "next";
import { PatternPage } from "@/features/patterns/pattern-page";
import { decodeName } from "@/features/services/service-name";

interface RouteProps {
  readonly params: Promise<{ service: string; patternId: string }>;
}

/** Pattern and service as the page's title. */
export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  const { service, patternId } = await params;
  return { title: `${decodeName(patternId)} of ${decodeName(service)}` };
}

/** `/patterns/<service>/<pattern id>` */
export default async function Route({ params }: RouteProps) {
  const { service, patternId } = await params;
  return <PatternPage service={decodeName(service)} patternId={decodeName(patternId)} />;
}
