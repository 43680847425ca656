# Build from the project's root:
#   docker build -f infra/docker/dashboard.Dockerfile -t headroom-dashboard .
FROM node:24-bookworm-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile --filter "@headroom/dashboard..." \
  && cd apps/dashboard && node node_modules/next/dist/bin/next build && rm -rf .next/cache

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile --prod --filter "@headroom/dashboard..." \
  && rm -rf apps/server apps/demo test infra scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HEADROOM_API_URL=http://api:3001
WORKDIR /app/apps/dashboard
COPY --from=packages --chown=root:root /app /app
COPY --from=build --chown=node:node /app/apps/dashboard/.next .next
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/sign-in').then((r) => process.exit(r.status < 500 ? 0 : 1), () => process.exit(1))"]
CMD ["node", "node_modules/next/dist/bin/next", "start", "-H", "0.0.0.0", "-p", "3000"]
