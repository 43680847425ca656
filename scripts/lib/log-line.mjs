const levels = new Map([
  [10, "trace"],
  [20, "debug"],
  [30, "info"],
  [40, "WARN"],
  [50, "ERROR"],
  [60, "FATAL"],
]);
const ownFields = new Set(["level", "time", "msg", "pid", "hostname", "err"]);

/** @param {unknown} value */
const formatValue = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/**
 * A line of the server's JSON log as text for people; any other line as it is.
 * @param {string} line
 * @returns {string} For example `12:30:05 info  receiving OTLP http=4318 grpc=4317`.
 */
export function formatLogLine(line) {
  if (!line.startsWith('{"level":')) return line;
  try {
    /** @type {Record<string, unknown>} */
    const entry = JSON.parse(line);
    const time = new Date(Number(entry.time)).toTimeString().slice(0, 8);
    const level = (levels.get(Number(entry.level)) ?? String(entry.level)).padEnd(5);
    const fields = Object.entries(entry)
      .filter(([name]) => !ownFields.has(name))
      .map(([name, value]) => ` ${name}=${formatValue(value)}`);
    const error = /** @type {{ message?: unknown, stack?: unknown } | undefined} */ (entry.err);
    const reason = error === undefined ? "" : `: ${formatValue(error.stack ?? error.message)}`;
    return `${time} ${level} ${formatValue(entry.msg ?? "")}${reason}${fields.join("")}`;
  } catch {
    return line;
  }
}
