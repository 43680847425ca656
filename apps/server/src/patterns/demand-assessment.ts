import { MetadataStoreError, type MetadataStore } from "@headroom/metadata-store";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { ApiError } from "../http/errors.ts";
import type { Bell } from "../worker/bell.ts";

const dayMs = 86_400_000;
const maxServices = 500;

/** What is needed to ask for an assessment. */
export interface Demand {
  readonly metadata: Pick<MetadataStore, "assessments">;
  readonly queries: Pick<TelemetryQueries, "liveServices">;
  readonly bell: Pick<Bell, "assess">;
  readonly nowMs: number;
}

/**
 * Makes a service due and rings for it; one that was not discovered yet is enrolled first.
 * @throws ApiError not_found for a service that sent nothing within a day
 */
export async function demandAssessment(
  service: string,
  { metadata, queries, bell, nowMs }: Demand,
): Promise<void> {
  try {
    await metadata.assessments.demand({ service, nowMs });
  } catch (error) {
    if (!(error instanceof MetadataStoreError && error.code === "not_found")) throw error;
    const live = await queries.liveServices({ fromMs: nowMs - dayMs });
    if (!live.includes(service)) {
      throw new ApiError(
        "not_found",
        `No telemetry of ${service} arrived within a day. Check the name, and that the service sends.`,
      );
    }
    await metadata.assessments.enrol({ services: [service], nowMs, limit: maxServices });
  }
  await bell.assess([service]);
}
