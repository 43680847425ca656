import { build } from "esbuild";

// Only this app is transpiled, for Nest's decorators. Workspace packages stay outside: Node runs
// their TypeScript as it is, and each finds its own dependencies.
await build({
  entryPoints: [new URL("src/main.ts", import.meta.url).pathname],
  outfile: new URL("dist/main.mjs", import.meta.url).pathname,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node24",
  format: "esm",
  sourcemap: true,
  logLevel: "warning",
});
