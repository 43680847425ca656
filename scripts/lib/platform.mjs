import { LauncherError } from "./failure.mjs";

const minimumMajor = 20;

/**
 * Why Headroom cannot run on this machine, or undefined when it can.
 * @param {{ platform: string, nodeVersion: string, glibcVersion: string | undefined }} machine
 * @returns {string | undefined}
 */
export function findPlatformProblem({ platform, nodeVersion, glibcVersion }) {
  if (Number(nodeVersion.split(".")[0]) < minimumMajor) {
    return `Headroom needs Node.js ${minimumMajor} or newer; this is ${nodeVersion}. Install a newer Node.js and run the command again.`;
  }
  if (platform === "win32") {
    return "Headroom's embedded database has no Windows build. Run it inside WSL 2 (any glibc distribution, for example Ubuntu).";
  }
  if (platform !== "linux" && platform !== "darwin") {
    return `Headroom runs on Linux with glibc and on macOS; this is ${platform}.`;
  }
  if (platform === "linux" && glibcVersion === undefined) {
    return "Headroom's embedded database needs glibc, and this Linux uses another C library (Alpine and other musl systems do). Use a Debian, Ubuntu, Fedora or similar system or image.";
  }
  return undefined;
}

/** Throws a LauncherError when this machine cannot run Headroom; returns its description. */
export function checkPlatform() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    /** @type {unknown} */ (process.report.getReport())
  );
  const glibcVersion = report.header.glibcVersionRuntime;
  const nodeVersion = process.versions.node;
  const problem = findPlatformProblem({ platform: process.platform, nodeVersion, glibcVersion });
  if (problem !== undefined) throw new LauncherError(problem);
  const library = glibcVersion === undefined ? "" : `, glibc ${glibcVersion}`;
  return `Node.js ${nodeVersion}, ${process.platform} ${process.arch}${library}`;
}
