#!/usr/bin/env bash
# Moves the archive of `docker compose` to another version of Meilisearch. Each version has a volume of its own: the new
# server starts on an empty one, the archive is copied to it and compared, and only then does .env name the new version.
# The old volume is only read, and stays: it is the way back. While it copies the service is down, so that no edit is lost.
# usage: bash scripts/upgrade-meilisearch.sh v1.51.0
set -euo pipefail
cd "${DATELINE_FOLDER:-$(dirname "$0")/..}"

new=${1:-}
[[ $new =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "usage: bash scripts/upgrade-meilisearch.sh v1.51.0" >&2; exit 2; }
old=$(sed -n 's/^MEILI_VERSION=//p' .env)
[ "$new" != "$old" ] || { echo "$old is what runs already" >&2; exit 2; }
export MEILI_NEXT_VERSION=$new
service=dateline-meilisearch

name_version() {
  sed "s/^MEILI_VERSION=.*/MEILI_VERSION=$1/" .env >.env.new && mv .env.new .env
}
discard_next() {
  docker compose --profile upgrade rm --force --stop meilisearch-next
  docker volume rm --force "dateline_meili-data-$new"
}
go_back() {
  [ $? -ne 0 ] || return
  set +e
  echo "the upgrade has failed; $old goes on as before" >&2
  name_version "$old"
  docker compose up --detach --wait
  discard_next
  exit 1
}
trap go_back EXIT

discard_next # what an attempt before this one may have left
docker compose --profile upgrade up --detach --wait meilisearch-next
docker compose stop "$service"
# what it tells one to set at the end is not for those who have this script; it says it on its standard error
docker compose run --rm "$service" migrate --to meilisearch --url http://meilisearch-next:7700 2>&1 | sed '/^Set /d'
docker compose --profile upgrade rm --force --stop meilisearch-next
name_version "$new"
docker compose up --detach --wait
docker compose exec "$service" node dist/cli/dateline.mjs doctor
echo "Meilisearch $new answers. The way back is MEILI_VERSION=$old; when all is well: docker volume rm dateline_meili-data-$old"
