const PREFIX = "shop: ";
const PRINT_EVERY = 10;

/** Lines for the person who started the shop. */
export type Terminal = {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Redraws one line on a terminal; elsewhere prints every tenth, and the last. */
  readonly showProgress: (line: string, isLast: boolean) => void;
};

/** Writes to the given streams; a progress line that is being redrawn is ended before anything else is written. */
export function createTerminal(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Terminal {
  let redrawing = false;
  let progressLines = 0;
  const endProgress = () => {
    if (redrawing) out.write("\n");
    redrawing = false;
  };
  const say = (line: string) => {
    endProgress();
    out.write(`${PREFIX}${line}\n`);
  };
  return {
    say,
    complain: (line) => {
      endProgress();
      err.write(`${PREFIX}${line}\n`);
    },
    showProgress: (line, isLast) => {
      progressLines += 1;
      if (out.isTTY) {
        out.write(`\r\u001b[K${line}`);
        redrawing = true;
      } else if (isLast || progressLines % PRINT_EVERY === 1) say(line);
    },
  };
}
