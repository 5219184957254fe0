#!/usr/bin/env bash
# The README's first line as a stranger runs it: from nothing to a first search, then a clean stop.
set -eu
folder=$(mktemp -d)
trap 'kill -KILL -- "-$group" 2>/dev/null || true; rm -rf "$folder"' EXIT
started=$SECONDS
: >"$folder/talk" # the service's shell may open it only after the first look
# A group of its own: a signal to npm alone may leave the service behind.
PORT=0 DATA_DIR="$folder/data" setsid npm start >"$folder/out" 2>"$folder/talk" &
group=$!
for _ in $(seq 90); do
  address=$(sed -n 's/^Dateline is ready: //p' "$folder/talk")
  [ -n "$address" ] && break
  sleep 1
done
[ -n "$address" ] || { cat "$folder/talk"; exit 1; }
curl -sf "$address/readyz" >/dev/null
curl -sf "$address/api/search?q=stoltenburg&facets=country" >"$folder/answer"
grep -q '<mark>Stoltenberg</mark>' "$folder/answer" || { head -c 2000 "$folder/answer"; exit 1; }
curl -sf "$address/" | grep -q '<form'
echo "first search after $((SECONDS - started)) s"
kill -TERM -- "-$group"
for _ in $(seq 20); do
  kill -0 -- "-$group" 2>/dev/null || { echo 'and it stopped when asked to'; exit 0; }
  sleep 1
done
echo 'it did not stop within 20 s'
exit 1
