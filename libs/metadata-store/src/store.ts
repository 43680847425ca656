import type { Kysely } from "kysely";
import { countFiringByService, getAlert, listAlerts, listTransitions } from "./alerts/read.ts";
import type { MetadataSnapshot } from "./backup/dump.ts";
import {
  createChannel,
  getChannel,
  listChannels,
  removeChannel,
  updateChannel,
} from "./channels/manage.ts";
import type { Db } from "./database.ts";
import { translateDriverError } from "./errors.ts";
import { claimDueRuns, commitAdvance, listDueRuns } from "./escalations/advance.ts";
import {
  createPolicy,
  getPolicy,
  listPolicies,
  removePolicy,
  updatePolicy,
} from "./escalations/policies.ts";
import { getIncident, listIncidents } from "./incidents/read.ts";
import {
  acknowledgeIncident,
  commentIncident,
  resolveIncident,
  unacknowledgeIncident,
} from "./incidents/respond.ts";
import {
  createIngestKey,
  listIngestKeys,
  revokeIngestKey,
  updateIngestKey,
  verifyIngestKey,
} from "./ingest-keys/keys.ts";
import { claimDueIntents, listDueIntents, recordAttempt } from "./intents/deliver.ts";
import {
  claimAssessment,
  demandAssessment,
  enrolServices,
  listDueAssessments,
  recordAssessment,
  recordAssessmentFailure,
} from "./patterns/ledger.ts";
import { endLease, takeLease } from "./leases/leases.ts";
import { listResourceLimits, setResourceLimit } from "./patterns/limits.ts";
import { getAssessment, listAssessments } from "./patterns/results.ts";
import { prune } from "./prune.ts";
import { listBaselines } from "./rules/baselines.ts";
import { claimDueRules, listDueRules, recordFailure, releaseClaim } from "./rules/claim.ts";
import { commitSlot } from "./rules/commit-slot.ts";
import { createRule, getRule, listRules, removeRule, updateRule } from "./rules/manage.ts";
import { createBuiltInRules } from "./self/built-in-rules.ts";
import { lastRows, listReports, readVitals, recordReport } from "./self/reports.ts";
import { getSetting, setSetting, setSettingIfAbsent } from "./settings/settings.ts";
import { listUpkeepEvents, recordUpkeepEvent } from "./upkeep/events.ts";

/**
 * Gives a repository function its database; driver errors come out as MetadataStoreError
 * `unavailable` or `conflict`.
 */
function bind<A extends readonly unknown[], R>(
  db: Db,
  call: (db: Db, ...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await call(db, ...args);
    } catch (error) {
      throw translateDriverError(error);
    }
  };
}

function createAlerting(db: Db) {
  return {
    rules: {
      create: bind(db, createRule),
      get: bind(db, getRule),
      list: bind(db, listRules),
      update: bind(db, updateRule),
      remove: bind(db, removeRule),
      listDue: bind(db, listDueRules),
      claimDue: bind(db, claimDueRules),
      commitSlot: bind(db, commitSlot),
      releaseClaim: bind(db, releaseClaim),
      recordFailure: bind(db, recordFailure),
      baselines: bind(db, listBaselines),
    },
    alerts: {
      list: bind(db, listAlerts),
      get: bind(db, getAlert),
      transitions: bind(db, listTransitions),
      countFiringByService: bind(db, countFiringByService),
    },
    incidents: {
      list: bind(db, listIncidents),
      get: bind(db, getIncident),
      acknowledge: bind(db, acknowledgeIncident),
      unacknowledge: bind(db, unacknowledgeIncident),
      resolve: bind(db, resolveIncident),
      comment: bind(db, commentIncident),
    },
    escalations: {
      listDue: bind(db, listDueRuns),
      claimDue: bind(db, claimDueRuns),
      commitAdvance: bind(db, commitAdvance),
      createPolicy: bind(db, createPolicy),
      getPolicy: bind(db, getPolicy),
      listPolicies: bind(db, listPolicies),
      updatePolicy: bind(db, updatePolicy),
      removePolicy: bind(db, removePolicy),
    },
    intents: {
      listDue: bind(db, listDueIntents),
      claimDue: bind(db, claimDueIntents),
      recordAttempt: bind(db, recordAttempt),
    },
  };
}

/** All repository functions on one database. */
export function createRepositories(db: Db) {
  return {
    ...createAlerting(db),
    channels: {
      create: bind(db, createChannel),
      get: bind(db, getChannel),
      list: bind(db, listChannels),
      update: bind(db, updateChannel),
      remove: bind(db, removeChannel),
    },
    settings: {
      get: bind(db, getSetting),
      set: bind(db, setSetting),
      setIfAbsent: bind(db, setSettingIfAbsent),
    },
    assessments: {
      enrol: bind(db, enrolServices),
      listDue: bind(db, listDueAssessments),
      claim: bind(db, claimAssessment),
      record: bind(db, recordAssessment),
      recordFailure: bind(db, recordAssessmentFailure),
      demand: bind(db, demandAssessment),
      list: bind(db, listAssessments),
      get: bind(db, getAssessment),
    },
    resourceLimits: {
      list: bind(db, listResourceLimits),
      set: bind(db, setResourceLimit),
    },
    ingestKeys: {
      create: bind(db, createIngestKey),
      verify: bind(db, verifyIngestKey),
      list: bind(db, listIngestKeys),
      update: bind(db, updateIngestKey),
      revoke: bind(db, revokeIngestKey),
    },
    self: {
      record: bind(db, recordReport),
      list: bind(db, listReports),
      lastRows: bind(db, lastRows),
      vitals: bind(db, readVitals),
      createBuiltInRules: bind(db, createBuiltInRules),
    },
    leases: {
      take: bind(db, takeLease),
      end: bind(db, endLease),
    },
    upkeepEvents: {
      record: bind(db, recordUpkeepEvent),
      list: bind(db, listUpkeepEvents),
    },
    prune: bind(db, prune),
  };
}

/** The repository functions, grouped by what they are about. */
export type Repositories = ReturnType<typeof createRepositories>;

/** The metadata database of this process. */
export interface MetadataStore extends Repositories {
  /** For the job queue and the login, which keep their own tables in the same database. */
  readonly connectionString: string;
  /** The query builder, for the login library only. */
  readonly authDatabase: Kysely<unknown>;
  /** Whether the database answers now. @throws MetadataStoreError unavailable */
  ping(): Promise<void>;
  /** Takes a snapshot of the whole schema for a backup. @throws MetadataStoreError unavailable */
  openSnapshot(): Promise<MetadataSnapshot>;
  /** Closes the pool and stops an embedded server. Safe to call twice. */
  close(): Promise<void>;
}
