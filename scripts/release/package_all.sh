#!/bin/bash
# package_all.sh BINARIES OUT: makes all packages from the binaries of a folder, and makes them twice:
# a release that cannot be made again, byte for byte, cannot be checked by anybody.
set -euo pipefail
binaries=$(realpath "$1") out=$(realpath -m "$2")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
args=()
while read -r platform _; do
  file=$binaries/$platform
  [ -e "$file" ] || file=$file.exe
  args+=(--binary "$platform=$file")
done < <(deno run -q -A scripts/package/list_platforms.ts)
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
deno task package "${args[@]}" --out "$out"
deno task package "${args[@]}" --out "$again"
diff -r "$out" "$again"
