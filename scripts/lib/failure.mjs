/** An expected failure: its message tells the user what to do and is printed without a stack. */
export class LauncherError extends Error {
  /**
   * @param {string} message One or more sentences for the user.
   * @param {string} [output] Output of a failed program, printed above the message.
   */
  constructor(message, output = "") {
    super(message);
    this.name = "LauncherError";
    this.output = output;
  }
}

/**
 * Prints an error for the user: expected failures as sentences, others with their stack.
 * @param {unknown} error
 */
export function printFailure(error) {
  if (error instanceof LauncherError) {
    if (error.output) process.stderr.write(`${error.output.trimEnd()}\n\n`);
    process.stderr.write(`${error.message}\n`);
    return;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
