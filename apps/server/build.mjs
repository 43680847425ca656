import { build } from "esbuild";

// Split, so that main.mjs can refuse bad settings before it loads the engines.
// Only this app is transpiled, for Nest's decorators. Workspace packages stay outside: Node runs
// their TypeScript as it is, and each finds its own dependencies.
await build({
  entryPoints: ["src/main.ts", "src/backup/command.ts"].map(
    (file) => new URL(file, import.meta.url).pathname,
  ),
  outdir: new URL("dist", import.meta.url).pathname,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  target: "node24",
  format: "esm",
  sourcemap: true,
  logLevel: "warning",
});
