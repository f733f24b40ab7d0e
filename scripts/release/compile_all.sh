#!/bin/bash
# compile_all.sh DIR: compiles the binary of every platform into the folder, named by platform.
set -euo pipefail
out=$(realpath -m "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mkdir -p "$out"
# Line by line: the platform, and what Deno calls it.
while read -r platform target; do
  case $platform in
    windows-*) file=$out/$platform.exe ;;
    *) file=$out/$platform ;;
  esac
  deno task compile --target "$target" --output "$file"
done < <(deno run -q -A scripts/package/list_platforms.ts)
