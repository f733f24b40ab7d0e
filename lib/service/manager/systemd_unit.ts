import { EXIT } from "../../user_error.ts";
import { ABOUT, type Definition } from "./definition.ts";

/**
 * The text of a systemd user unit. What the program itself ends with is its last word; systemd
 * starts it again only after a signal, and leaves the server that it looks after alone.
 */
export function systemdUnit({ command, variables }: Definition): string {
  const environment = Object.entries(variables).map(([name, value]) =>
    `Environment=${quote(`${name}=${value}`)}\n`
  );
  return `# ${ABOUT}
[Unit]
Description=mpm-monitor: what Claude MPM and Claude Code agents do
Documentation=man:mpm-monitor(1)
StartLimitIntervalSec=60
StartLimitBurst=5

[Service]
Type=exec
${environment.join("")}ExecStart=${startable(command).map(quoteArgument).join(" ")}
Restart=on-failure
RestartSec=1
RestartPreventExitStatus=${Object.values(EXIT).filter((code) => code !== EXIT.ok).join(" ")}
KillMode=process
OOMPolicy=continue
TimeoutStopSec=20

[Install]
WantedBy=default.target
`;
}

/** systemd takes no program whose path has quotes, backslashes or the like: a shell does. */
function startable(command: readonly string[]): readonly string[] {
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  const isPlain = !/["'\\$\u0000-\u001f\u007f]/.test(command[0] ?? "");
  return isPlain ? command : ["/bin/sh", "-c", 'exec "$@"', "sh", ...command];
}

/** In arguments a `$` would stand for a variable. */
function quoteArgument(word: string): string {
  return quote(word).replaceAll("$", "$$$$");
}

// deno-lint-ignore no-control-regex -- control characters are what this is about
const CONTROL = /[\u0001-\u001f\u007f]/g;

function quote(word: string): string {
  const escaped = word
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("%", "%%")
    .replaceAll(CONTROL, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return `"${escaped}"`;
}
