import type { Metadata } from "next";
import { ServicePage } from "@/features/services/service-page";

interface RouteProps {
  readonly params: Promise<{ service: string }>;
}

/** The service's name as the page's title. */
export async function generateMetadata({ params }: RouteProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).service) };
}

/** `/services/<name>` */
export default async function Route({ params }: RouteProps) {
  return <ServicePage name={decodeURIComponent((await params).service)} />;
}
