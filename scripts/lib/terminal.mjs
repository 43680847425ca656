const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

/**
 * Text in an ANSI colour when the terminal shows colours.
 * @param {"red" | "green" | "cyan" | "magenta" | "yellow" | "dim" | "bold"} style
 * @param {string} text
 */
export function paint(style, text) {
  const code = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 }[style];
  return colours ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** @param {string} [line] */
export function print(line = "") {
  process.stdout.write(`${line}\n`);
}

/**
 * A duration for people: `850 ms`, `12.3 s`, `2 min 5 s`.
 * @param {number} ms
 */
export function formatDuration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 100_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs one step and prints its line: name, what came out of it, time. `announce` prints the name
 * before a step that may take long.
 * @template {{ note?: string }} T
 * @param {string} name
 * @param {(announce: (what: string) => void) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function runStep(name, work) {
  const startedAt = performance.now();
  const announce = (/** @type {string} */ what) => print(`${paint("dim", "…")} ${name}: ${what}`);
  try {
    const result = await work(announce);
    const took = formatDuration(performance.now() - startedAt);
    const note = result.note === undefined ? "" : `: ${result.note}`;
    print(`${paint("green", "✓")} ${name}${note} ${paint("dim", `(${took})`)}`);
    return result;
  } catch (error) {
    const took = formatDuration(performance.now() - startedAt);
    print(`${paint("red", "✗")} ${name} ${paint("dim", `(${took})`)}`);
    throw error;
  }
}
