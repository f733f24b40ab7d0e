#!/bin/bash
# publish_npm.sh DIR: publishes the tarballs of a folder, those of platforms first: whoever gets the
# main package finds what it needs. What is published already is left alone, so that this can be run
# again after a failure.
set -euo pipefail
cd "$1"
# Trusted publishing came with npm 11.5.1.
npm_version=$(npm --version)
if [ "$(printf '%s\n' 11.5.1 "$npm_version" | sort -V | head -n 1)" != 11.5.1 ]; then
  echo "npm $npm_version cannot publish without a token: 11.5.1 or newer can" >&2
  exit 1
fi
publish() {
  local name version
  name=$(tar -xzOf "$1" package/package.json | node -p 'JSON.parse(fs.readFileSync(0)).name')
  version=$(tar -xzOf "$1" package/package.json | node -p 'JSON.parse(fs.readFileSync(0)).version')
  if [ "$(npm view "$name@$version" version 2>/dev/null)" = "$version" ]; then
    echo "$name@$version is published already"
    return
  fi
  npm publish --access public --provenance "./$1"
}
main=
for file in *.tgz; do
  case $file in
    mpm-monitor-[0-9]*) main=$file ;;
    *) publish "$file" ;;
  esac
done
publish "$main"
