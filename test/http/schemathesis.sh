#!/usr/bin/env bash
# Tests the service from outside against its own OpenAPI document. Needs python3 with venv; installs schemathesis into
# a folder of its own (VENV, kept between runs when given).
set -euo pipefail
cd "$(dirname "$0")/../.."

version=4.32.5
work=$(mktemp -d)
venv=${VENV:-$work/venv}
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

if ! "$venv/bin/schemathesis" --version >/dev/null 2>&1; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "schemathesis==$version"
fi

export ADMIN_KEY=admin-key-for-outside-tests
node --import tsx test/http/serve-newsroom.ts >"$work/url" &
server=$!
for _ in $(seq 100); do
  [ -s "$work/url" ] && break
  sleep 0.2
done
url=$(head -1 "$work/url")
[ -n "$url" ] || { echo "the server did not start" >&2; exit 1; }

config=$PWD/test/http/schemathesis.toml
cd "$work"
"$venv/bin/schemathesis" --config-file "$config" run "$url/openapi.json" \
  --header "Authorization: Bearer $ADMIN_KEY" --phases coverage,fuzzing --max-examples "${EXAMPLES:-30}" \
  --request-timeout 10 --seed 1 --warnings off --no-color
