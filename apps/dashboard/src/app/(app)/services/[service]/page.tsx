import type { Metadata } from "next";
import { decodeName } from "@/features/services/service-name";
import { ServicePage } from "@/features/services/service-page";

interface RouteProps {
  readonly params: Promise<{ service: string }>;
}

/** The service's name as the page's title. */
export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  return { title: decodeName((await params).service) };
}

/** `/services/<name>` */
export default async function Route({ params }: RouteProps) {
  return <ServicePage name={decodeName((await params).service)} />;
}
