# Three stages: everything needed to build, what is needed to run, and the image that runs.
# Node 24 is a long-term line, kept until April 2028; the service itself asks for 20.19 or later, and reads text in a quarter less time on 24.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data CORPUS_DIR=/app/corpus TZ=UTC
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE NOTICE ./
COPY data ./data
COPY corpus ./corpus
# Named volumes take over the owner of the folder they cover.
RUN mkdir -p /data /secrets && chown node:node /data /secrets
USER node
EXPOSE 3000
# The first start indexes the articles before it listens.
HEALTHCHECK --interval=10s --timeout=3s --start-period=1h --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node's own code on large pages, where the system has them: 22 MB more of memory, and searches find it again in less time.
ENTRYPOINT ["node", "--use-largepages=silent", "dist/cli/dateline.mjs"]
CMD ["serve"]
