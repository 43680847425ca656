import { redirect } from "next/navigation";
import { decodeName } from "@/features/services/service-name";

interface RouteProps {
  readonly params: Promise<{ service: string }>;
}

/** `/patterns/<service>`: the patterns page, narrowed to the service. */
export default async function Route({ params }: RouteProps) {
  const service = decodeName((await params).service);
  redirect(`/patterns?service=${encodeURIComponent(service)}`);
}
