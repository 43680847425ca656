import { Controller, Inject } from "@nestjs/common";
import type { RouteRequest, RouteResponse } from "@headroom/contracts";
import type { MetadataStore } from "@headroom/metadata-store";
import { findPattern, findPatternBySlug, patterns } from "@headroom/patterns";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import type { Config } from "../config/load.ts";
import { Endpoint, Input } from "../http/endpoint.ts";
import { ApiError } from "../http/errors.ts";
import { BELL, CLOCK, CONFIG, METADATA, QUERIES, type Clock } from "../http/tokens.ts";
import type { Bell } from "../worker/bell.ts";
import { demandAssessment } from "./demand-assessment.ts";
import { chooseSubject, presentDetail, readDocuments } from "./present-detail.ts";
import { nameScore, presentOverview } from "./present-overview.ts";
import { presentRecord, presentSummary } from "./present-record.ts";
import { readIndicatorValues, readScores } from "./read-results.ts";
import { storedForm } from "./stored-forms.ts";

@Controller()
export class PatternsController {
  readonly #metadata: MetadataStore;
  readonly #queries: TelemetryQueries;
  readonly #bell: Bell;
  readonly #everyMs: number;
  readonly #now: Clock;

  constructor(
    @Inject(METADATA) metadata: MetadataStore,
    @Inject(QUERIES) queries: TelemetryQueries,
    @Inject(BELL) bell: Bell,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) now: Clock,
  ) {
    this.#metadata = metadata;
    this.#queries = queries;
    this.#bell = bell;
    this.#everyMs = config.assessIntervalMs;
    this.#now = now;
  }

  @Endpoint("listPatterns")
  async list(
    @Input() { query: { service } }: RouteRequest<"listPatterns">,
  ): Promise<RouteResponse<"listPatterns">> {
    const [parts, histories] = await Promise.all([
      this.#metadata.assessments.list({ part: "overview", form: storedForm, service }),
      readScores(this.#queries, { service, nowMs: this.#now() }),
    ]);
    return { ...presentOverview(parts, histories), everyMs: this.#everyMs };
  }

  @Endpoint("listPatternCatalogue")
  catalogue(): RouteResponse<"listPatternCatalogue"> {
    return { items: patterns.map(presentSummary) };
  }

  @Endpoint("getPatternRecord")
  record(
    @Input() { params: { idOrSlug } }: RouteRequest<"getPatternRecord">,
  ): RouteResponse<"getPatternRecord"> {
    const record = findPattern(idOrSlug) ?? findPatternBySlug(idOrSlug);
    if (record === undefined) {
      throw new ApiError(
        "not_found",
        `There is no pattern ${idOrSlug}. List the catalogue and use an id such as P33 or a slug of it.`,
      );
    }
    return presentRecord(record);
  }

  @Endpoint("getServicePattern")
  async detail(
    @Input() { params, query }: RouteRequest<"getServicePattern">,
  ): Promise<RouteResponse<"getServicePattern">> {
    const { service, patternId } = params;
    const found = await this.#metadata.assessments.get({ service, form: storedForm });
    const documents = readDocuments(found);
    if (documents === undefined) {
      throw new ApiError("not_found", `${service} was not assessed yet. Try again in a minute.`);
    }
    const subject = chooseSubject(documents, patternId, query.subject);
    if (subject === undefined) throw notRecognised(service, patternId, query.subject);
    const of = { service, patternId, subject, nowMs: this.#now() };
    const [scores, indicators] = await Promise.all([
      readScores(this.#queries, of),
      readIndicatorValues(this.#queries, of),
    ]);
    const score = scores.get(nameScore(service, patternId, subject));
    const detail = presentDetail(documents, of, { score, indicators }, this.#everyMs);
    if (detail === undefined) throw notRecognised(service, patternId, subject);
    return detail;
  }

  @Endpoint("assessService")
  async assess(@Input() { params }: RouteRequest<"assessService">): Promise<void> {
    await demandAssessment(params.service, {
      metadata: this.#metadata,
      queries: this.#queries,
      bell: this.#bell,
      nowMs: this.#now(),
    });
  }
}

function notRecognised(service: string, patternId: string, subject: string | undefined): ApiError {
  const where = subject === undefined ? service : `${subject} in ${service}`;
  return new ApiError(
    "not_found",
    `${patternId} was not recognised on ${where}. List the patterns of the service and use one of them.`,
  );
}
