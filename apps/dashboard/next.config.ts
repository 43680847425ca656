import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
];

const config: NextConfig = {
  // Types are checked by the native compiler: `tsc -p apps/dashboard`.
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ["@headroom/contracts", "@headroom/alerting", "@headroom/detection"],
  poweredByHeader: false,
  agentRules: false,
  devIndicators: false,
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
