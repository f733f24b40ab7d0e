#!/bin/bash
# check_tag.sh TAG: whether the tag names the version of deno.json, and the changelog tells of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tag=$1
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' deno.json)
if [ "$tag" != "v$version" ]; then
  echo "The tag is $tag, but deno.json says $version: correct one of them" >&2
  exit 1
fi
if ! grep -qF "## [$version]" CHANGELOG.md; then
  echo "CHANGELOG.md has no section \"## [$version]\": give the unreleased one its version" >&2
  exit 1
fi
