import { drainPending, Session } from "chdb";

/** Runs statements on engine sessions that do not see each other's settings. */
export interface ChdbSessions {
  /** The answer's bytes. Rejects with the engine's exception text. */
  run(
    sql: string,
    settings: Readonly<Record<string, string>>,
    parameters: Readonly<Record<string, string>>,
    format: string,
  ): Promise<Uint8Array>;
  close(): Promise<void>;
}

const maxSessions = 32;

// Settings that belong to the HTTP interface and that the engine does not know.
const httpOnly = new Set([
  "wait_end_of_query",
  "send_progress_in_http_headers",
  "http_headers_progress_interval_ms",
  "http_response_buffer_size",
  "enable_http_compression",
]);

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/**
 * Opens the engine on a directory. SET outlives the statement it came with, so every distinct set
 * of settings has a session of its own.
 */
export function openChdbSessions(directory: string): ChdbSessions {
  const first = new Session(directory, {
    connectionArgs: [
      "--max_server_memory_usage=2000000000",
      "--mark_cache_size=67108864",
      "--backups.allowed_path=/",
    ],
  });
  const sessions = new Map<string, Session>();

  async function sessionFor(settings: Readonly<Record<string, string>>): Promise<Session> {
    const entries = Object.entries(settings)
      .filter(([name]) => !httpOnly.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify(entries);
    const known = sessions.get(key);
    if (known) return known;
    if (sessions.size >= maxSessions)
      throw new Error("Code: 202. DB::Exception: Too many sessions.");
    const session = new Session(directory);
    sessions.set(key, session);
    for (const [name, value] of entries) {
      if (!/^[a-z_0-9]+$/i.test(name)) {
        throw new Error(`Code: 115. DB::Exception: Unknown setting ${name}. (UNKNOWN_SETTING)`);
      }
      await session.queryAsync(`SET ${name} = ${quote(value)}`);
    }
    return session;
  }

  return {
    async run(sql, settings, parameters, format) {
      const session = await sessionFor(settings);
      const options = { format };
      const result =
        Object.keys(parameters).length > 0
          ? await session.queryBindAsync(sql, parameters, options)
          : await session.queryAsync(sql, options);
      return result.bytes();
    },
    async close() {
      for (const session of sessions.values()) session.close();
      first.close();
      await drainPending();
    },
  };
}
