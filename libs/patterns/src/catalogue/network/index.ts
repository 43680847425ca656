import { apiGateway } from "./api-gateway.ts";
import { serviceDiscovery } from "./service-discovery.ts";
import { serviceMesh } from "./service-mesh.ts";
import { telemetryCoverage } from "./telemetry-coverage.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family network, in the order of their numbers. */
export const networkPatterns: readonly PatternRecord[] = [
  apiGateway,
  serviceDiscovery,
  serviceMesh,
  telemetryCoverage,
];
