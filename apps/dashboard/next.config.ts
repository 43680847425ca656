import type { NextConfig } from "next";

const config: NextConfig = {
  // Types are checked by the native compiler: `tsc -p apps/dashboard`.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ["@headroom/contracts", "@headroom/alerting", "@headroom/detection"],
  poweredByHeader: false,
  agentRules: false,
  devIndicators: false,
};

export default config;
