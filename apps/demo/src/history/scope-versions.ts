import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PACKAGE_PREFIX = "@opentelemetry/instrumentation-";
const require = createRequire(import.meta.url);

/**
 * Versions of instrumentation packages, which live telemetry carries as scope versions. They stand beside the bundle that
 * brings them; a package that is not found is left out.
 */
export async function readScopeVersions(
  scopes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const bundle = dirname(require.resolve("@opentelemetry/auto-instrumentations-node"));
  const versions = new Map<string, string>();
  for (const scope of scopes.filter((name) => name.startsWith(PACKAGE_PREFIX))) {
    const manifest = join(
      bundle,
      "..",
      "..",
      scope.slice("@opentelemetry/".length),
      "package.json",
    );
    const text = await readFile(manifest, "utf8").catch(() => undefined);
    if (text !== undefined) versions.set(scope, (JSON.parse(text) as { version: string }).version);
  }
  return versions;
}
