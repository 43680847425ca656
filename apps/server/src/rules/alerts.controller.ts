import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { AlertRecord, MetadataStore } from "@headroom/metadata-store";
import { Endpoint, Input } from "../http/endpoint.ts";
import { METADATA } from "../http/tokens.ts";
import { toIso } from "../telemetry/range.ts";
import { presentEvidence } from "./present-evidence.ts";

@Controller()
export class AlertsController {
  readonly #metadata: MetadataStore;

  constructor(@Inject(METADATA) metadata: MetadataStore) {
    this.#metadata = metadata;
  }

  @Endpoint("listAlerts")
  async list(@Input() { query }: RouteRequest<"listAlerts">): Promise<RouteResponse<"listAlerts">> {
    const page = await this.#metadata.alerts.list(query);
    return { items: page.items.map(presentAlert), nextCursor: page.nextCursor };
  }
}

function presentAlert(alert: AlertRecord): RouteResponse<"listAlerts">["items"][number] {
  const { state } = alert;
  return {
    id: alert.id,
    ruleId: alert.ruleId,
    ruleName: alert.ruleName,
    state: state.state,
    since: toIso(state.sinceMs),
    severity: alert.severity,
    labels: { ...alert.labels },
    value: state.value,
    dataStatus: state.dataStatus,
    evidence: presentEvidence(alert.evidence),
    incidentId: alert.incidentId,
  };
}
