#!/usr/bin/env bash
# What a CI job does with Steadfast, for action.yml and templates/steadfast: COMMAND is plan, run or merge; FOLDER holds what jobs pass on.
set -euo pipefail
mkdir -p "$FOLDER"
# The words of a user, split as a shell would, without expanding anything.
words=()
if [ -n "${ARGS:-}" ]; then
  while IFS= read -r -d '' word; do words+=("$word"); done < <(xargs printf '%s\0' <<<"$ARGS")
fi
steadfast() { npx --yes --package "@steadfast/cli@${VERSION:-latest}" -- steadfast "$@"; }
if [ -x node_modules/.bin/steadfast ]; then steadfast() { node_modules/.bin/steadfast "$@"; }; fi
report=()
if [ -n "${JUNITXML:-}" ]; then report=(--junitxml "$JUNITXML"); fi

case "$COMMAND" in
  plan)
    size=(--shards "$SHARDS")
    if [ "$SHARDS" = auto ]; then size+=(--target "$TARGET"); fi
    steadfast plan "${size[@]}" --format json --output "$FOLDER/plan.json" "${words[@]}"
    matrix=$(steadfast plan --plan "$FOLDER/plan.json" --format github-matrix)
    echo "matrix=$matrix" >>"${GITHUB_OUTPUT:-/dev/stdout}"
    ;;
  run)
    if [ -n "${SHARD:-}" ]; then
      steadfast --shard "$SHARD" --plan "$FOLDER/plan.json" --events "$FOLDER/events-${SHARD//\//-}.ndjson" "${words[@]}"
    else
      steadfast "${report[@]}" "${words[@]}"
    fi
    ;;
  merge)
    mapfile -d '' -t logs < <(find "$FOLDER" -name 'events-*.ndjson' -print0 | sort -z)
    steadfast merge "${logs[@]}" --plan "$FOLDER/plan.json" --durations-file .steadfast/durations.json "${report[@]}" "${words[@]}"
    ;;
  *)
    echo "steadfast: command must be plan, run or merge, not $COMMAND" >&2
    exit 4
    ;;
esac
