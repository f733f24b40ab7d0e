/** What `doctor` says of Claude Code's hooks. Pure. */
import { kindsOf } from "../integrate/kinds.ts";
import type { ExaminedHooks, HooksCheckup } from "./examine_hooks.ts";
import type { Finding } from "./finding.ts";
import { integrateAgain } from "./token_findings.ts";

const CHECK = "claude_code";

/**
 * Says where Claude Code's hooks do not run, or not as they should, and what waits for a server.
 *
 * @param ports on which servers of this user run
 */
export function hookFindings(checkup: HooksCheckup, ports: readonly number[]): Finding[] {
  return [
    ...checkup.written.flatMap((hooks) => writtenFindings(hooks, checkup)),
    ...pluginFindings(checkup),
    ...scriptFindings(checkup),
    ...checkup.waiting.flatMap(({ port, files }): Finding[] =>
      ports.includes(port) ? [] : [{
        check: "spool",
        state: "warning",
        message: `${files} events of hooks wait for a server on port ${port}`,
        advice: `mpm-monitor start --port ${port}`,
      }]
    ),
  ];
}

function writtenFindings(
  hooks: ExaminedHooks,
  { release, windows }: HooksCheckup,
): readonly Finding[] {
  const { path, port, obstacles, forms, kinds } = hooks;
  const findings: Finding[] = obstacles.map(({ reason, advice }) => ({
    check: CHECK,
    state: "error",
    message: `Hooks in ${path} do not all run. ${reason}`,
    advice,
  }));
  const isEarlier = !windows && (forms.has("http") || forms.has("program"));
  if (isEarlier) {
    findings.push({
      check: CHECK,
      state: "warning",
      message:
        `The hooks in ${path} are of an earlier version: without a server they fill Claude ` +
        "Code's transcript with errors, and their events are lost",
      advice: integrateAgain(hooks),
    });
  }
  if (release !== null && !isEarlier) {
    const known = kindsOf(release);
    const unknown = kinds.filter((kind) => !known.includes(kind));
    const missing = known.filter((kind) => !kinds.includes(kind));
    if (unknown.length > 0 || missing.length > 0) {
      findings.push({
        check: CHECK,
        state: "warning",
        message: unknown.length > 0
          ? `Claude Code ${release.join(".")} does not know all hooks in ${path}: ${
            unknown.join(", ")
          }`
          : `Claude Code ${release.join(".")} knows more events than are hooked in ${path}: ${
            missing.join(", ")
          }`,
        advice: integrateAgain(hooks),
      });
    }
  }
  if (findings.length > 0) return findings;
  return [{ check: CHECK, state: "ok", message: `The hooks in ${path} tell port ${port}` }];
}

/** Whoever looks for the hooks in settings files finds none where the plugin brings them. */
function pluginFindings({ plugin, onPath, written }: HooksCheckup): readonly Finding[] {
  if (plugin === null) return [];
  if (!onPath) {
    return [{
      check: CHECK,
      state: "warning",
      message:
        `Hooks come from the plugin, which ${plugin} enables, but no mpm-monitor is on the ` +
        "PATH: it starts no server, and its tools are missing",
      advice: "Put mpm-monitor on the PATH, and start Claude Code anew",
    }];
  }
  const both = written.length === 0 ? "" : ", as well as from settings: each thing is stored once";
  return [{
    check: CHECK,
    state: "ok",
    message: `Hooks come from the plugin, which ${plugin} enables${both}`,
  }];
}

/** Without the script a hook does nothing, and says nothing. */
function scriptFindings({ written, script }: HooksCheckup): readonly Finding[] {
  const first = written.find(({ forms }) => forms.has("spool"));
  if (script || first === undefined) return [];
  return [{
    check: CHECK,
    state: "error",
    message: "The script that Claude Code's hooks read is missing: their events are lost",
    advice: integrateAgain(first),
  }];
}
