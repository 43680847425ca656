import type { Metadata } from "next";
import { TracePage } from "@/features/traces/trace-page";

interface PageProps {
  params: Promise<{ traceId: string }>;
}

/** The title names the trace by the first digits of its id. */
export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Trace ${(await params).traceId.slice(0, 8)}` };
}

/** `/traces/{traceId}`. */
export default async function Page({ params }: PageProps) {
  return <TracePage traceId={(await params).traceId} />;
}
