# One image for every server role; HEADROOM_ROLES chooses. Build from the project's root:
#   docker build -f infra/docker/server.Dockerfile -t headroom-server .
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile --filter "@headroom/server..." \
  && cd apps/server && node build.mjs

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY . .
# The workspace keeps its shape: the libraries run from libs/ as TypeScript, which Node.js does not
# do for packages that were copied into node_modules.
RUN npx -y pnpm@12.21.0 install --frozen-lockfile --prod --filter "@headroom/server..." \
  && rm -rf apps/dashboard apps/demo test infra scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HEADROOM_HOST=0.0.0.0 \
    HEADROOM_DATA_DIR=/var/lib/headroom
WORKDIR /app
COPY --from=packages --chown=root:root /app /app
COPY --from=build --chown=root:root /app/apps/server/dist apps/server/dist
RUN mkdir -p /var/lib/headroom && chown node:node /var/lib/headroom
USER node
VOLUME /var/lib/headroom
EXPOSE 3001 4317 4318
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEADROOM_API_PORT ?? 3001}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The disk syncs of the spool, decompression and name look-ups share these threads.
ENV UV_THREADPOOL_SIZE=16
CMD ["node", "--enable-source-maps", "--initial-old-space-size=256", "apps/server/dist/main.mjs"]
