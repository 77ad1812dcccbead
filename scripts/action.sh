#!/usr/bin/env bash
# What the GitHub Action does (action.yml): annotations, the job's summary, SARIF and the comparison with the base of a pull request.
# Its inputs come as ARCHLINT_… variables. The exit status is that of `archlint check`.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
if [ -n "${ARCHLINT_VERSION:-}" ]; then
  archlint=(npx --yes "archlint@$ARCHLINT_VERSION")
elif [ -x node_modules/.bin/archlint ]; then
  archlint=(node_modules/.bin/archlint)
else
  # `npm ci` leaves a built checkout.
  [ -f "$here/dist/cli.js" ] || (cd "$here" && npm ci --no-audit --no-fund >&2)
  archlint=(node "$here/dist/cli.js")
fi

# Written in one word, so that a value that begins with a hyphen is no option; and so is no path after `--`.
options=()
[ -z "${ARCHLINT_CONFIG:-}" ] || options+=("--config=$ARCHLINT_CONFIG")
[ -z "${ARCHLINT_BASELINE:-}" ] || options+=("--baseline=$ARCHLINT_BASELINE")
paths=()
while IFS= read -r path; do
  # What was written on Windows ends its lines otherwise.
  path=${path%$'\r'}
  [ -z "$path" ] || paths+=("$path")
done <<<"${ARCHLINT_PATHS:-}"
only=
[ "${#paths[@]}" -ne 1 ] || only=${paths[0]}
[ "${#paths[@]}" -eq 0 ] || paths=(-- "${paths[@]}")

# An empty list is unset to the Bash of macOS, hence the `+`.
check() { "${archlint[@]}" check ${options[@]+"${options[@]}"} "$@" ${paths[@]+"${paths[@]}"}; }

limit=()
[ -z "${ARCHLINT_MAX_WARNINGS:-}" ] || limit=("--max-warnings=$ARCHLINT_MAX_WARNINGS")
status=0
check --format github ${limit[@]+"${limit[@]}"} || status=$?
# Findings are 1; anything else is a mistake that the lines above tell of.
if [ "$status" -le 1 ]; then
  check --format markdown >>"${GITHUB_STEP_SUMMARY:-/dev/null}" || true
  # A file that cannot be written fails the step: whoever uploads it would miss it.
  [ -z "${ARCHLINT_SARIF:-}" ] || check --format sarif "--output=$ARCHLINT_SARIF" >/dev/null || [ $? -eq 1 ] || status=2
fi

if [ -n "${ARCHLINT_DIFF_BASE:-}" ] && [ "$ARCHLINT_DIFF_BASE" != none ]; then
  diff=${RUNNER_TEMP:-/tmp}/archlint-diff.md
  comparison=(--format markdown "--output=$diff")
  [ -z "${ARCHLINT_CONFIG:-}" ] || comparison+=("--config=$ARCHLINT_CONFIG")
  # It looks at one file or folder.
  [ ! -e "$only" ] || comparison+=("--in=$only")
  if "${archlint[@]}" diff "${comparison[@]}" -- "$ARCHLINT_DIFF_BASE"; then
    { echo; cat "$diff"; } >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    echo "diff=$diff" >>"${GITHUB_OUTPUT:-/dev/null}"
  else
    echo "::warning title=Archlint::The change was not compared with its base. A checkout with fetch-depth 0 has it."
  fi
fi
exit "$status"
