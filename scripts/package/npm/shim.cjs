#!/usr/bin/env node
// Runs the binary of this platform's package in its place: same input and output, same exit code,
// and it gets the signals that this process gets. Plain JavaScript for Node 18 and newer.
"use strict";
const { spawn } = require("node:child_process");
const process = require("node:process");

const SYSTEMS = { linux: "linux", darwin: "macos", win32: "windows" };
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGCONT"];

function fail(what, reason, suggestion) {
  process.stderr.write(`Error: ${what}\nReason: ${reason}\nSuggestion: ${suggestion}\n`);
  process.exit(1);
}

function findBinary() {
  const named = process.env.MPM_MONITOR_BINARY;
  if (named) return named;
  const platform = `${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  const { optionalDependencies } = require("../package.json");
  const name = `@mpm-monitor/${platform}`;
  if (!Object.hasOwn(optionalDependencies, name)) {
    const known = Object.keys(optionalDependencies).map((each) => each.split("/")[1]).join(", ");
    fail(
      `mpm-monitor has no binary for ${platform}`,
      `it has one for ${known}`,
      "run it from source with Deno, or name a binary of your own in MPM_MONITOR_BINARY",
    );
  }
  const file = process.platform === "win32" ? "mpm-monitor.exe" : "mpm-monitor";
  try {
    return require.resolve(`${name}/bin/${file}`);
  } catch {
    if (process.platform === "linux" && usesMusl()) {
      fail(
        "mpm-monitor has no binary for musl",
        "this system (Alpine, say) has musl in place of glibc, which the binary needs",
        "use a system with glibc, such as an image of Debian, or run it from source with Deno",
      );
    }
    fail(
      "mpm-monitor's binary is not installed",
      `the package ${name} is missing: npm left out optional packages, or node_modules comes ` +
        "from another system",
      "type: npm install --include=optional mpm-monitor",
    );
  }
}

function usesMusl() {
  const report = process.report?.getReport();
  return report !== undefined && report.header.glibcVersionRuntime === undefined;
}

const binary = findBinary();
// Before the program runs, so that no signal finds it without a listener.
for (const signal of SIGNALS) {
  try {
    process.on(signal, () => child.kill(signal));
  } catch {
    // Not every system has every signal.
  }
}
const child = spawn(binary, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
child.on("error", (error) => {
  fail(
    `cannot run ${binary}`,
    error.message,
    "install mpm-monitor again, or correct MPM_MONITOR_BINARY",
  );
});
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
