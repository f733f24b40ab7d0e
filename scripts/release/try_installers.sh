#!/bin/bash
# try_installers.sh PACKAGES: installs the packages on this machine as a person would, by a file server
# on loopback, and lets the program say its version.
set -euo pipefail
packages=$(realpath "$1")
work=$(mktemp -d)
version=$(sed -n 's/.*"version":"\([^"]*\)".*/\1/p' "$packages/release/release.json")
mkdir -p "$work/served/latest"
cp -R "$packages/release" "$work/served/latest/download"
port=${MPM_MONITOR_TRY_PORT:-18080}
cat >"$work/serve.cjs" <<'SERVER'
const { createServer } = require("node:http");
const { createReadStream } = require("node:fs");
const { join, normalize } = require("node:path");
const [root, port] = process.argv.slice(2);
createServer((request, response) => {
  createReadStream(join(root, normalize(request.url ?? "/")))
    .on("error", () => response.writeHead(404).end()).pipe(response);
}).listen(Number(port), "127.0.0.1");
SERVER
node "$work/serve.cjs" "$work/served" "$port" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
export MPM_MONITOR_BASE_URL=http://127.0.0.1:$port MPM_MONITOR_INSTALL_DIR=$work/bin
for _ in $(seq 50); do
  curl -fs -o /dev/null "$MPM_MONITOR_BASE_URL/latest/download/SHA256SUMS" && break
  sleep 0.2
done
case $(uname -s) in
  MINGW* | MSYS*)
    powershell -NoProfile -ExecutionPolicy Bypass -File scripts/install/install.ps1
    ;;
  *) sh scripts/install/install.sh ;;
esac
"$work/bin/mpm-monitor" --version | grep -Fx "mpm-monitor $version"

# npm, from tarballs: the platform's own package beside the one that people name.
mkdir "$work/npm"
platform=$(node -p '({ linux: "linux", darwin: "macos", win32: "windows" })[process.platform] + "-" + process.arch')
cd "$work/npm"
npm install --no-audit --no-fund --omit=optional \
  "$packages/npm/mpm-monitor-$version.tgz" "$packages/npm/mpm-monitor-$platform-$version.tgz"
npx --no-install mpm-monitor --version | grep -Fx "mpm-monitor $version"
