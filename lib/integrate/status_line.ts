/** The tee in front of a status line: its input goes to the monitor, too. */
import { quote, unquote } from "./shell.ts";

const START = "_mpm=$(cat); { printf '%s' \"$_mpm\" | curl -qsm1 --noproxy '*' " +
  "-H 'Content-Type: application/json' --data-binary @- ";
const MIDDLE = "/hooks/statusline; } </dev/null >/dev/null 2>&1 &";
const OWN = " printf '%s' \"$_mpm\" | eval ";

/** A status line's command, taken apart. */
export interface Tee {
  readonly port: number;
  /** The person's own command behind it; `null` where there is none. */
  readonly own: string | null;
}

/**
 * The shell command that hands its input to the monitor in the background, for a second at most,
 * and at once to the person's own command, whose output and exit code are its own.
 */
export function teeCommand({ port, own }: Tee): string {
  const tee = `${START}http://127.0.0.1:${port}${MIDDLE}`;
  // A line break belongs to the command; in quotes it is kept.
  return own === null ? tee : `${tee}${OWN}${quote(own)}`;
}

/** Takes apart what {@linkcode teeCommand} wrote; `null` for any other command. */
export function readTee(command: string): Tee | null {
  const url = /^http:\/\/127\.0\.0\.1:(\d{1,5})/.exec(
    command.startsWith(START) ? command.slice(START.length) : "",
  );
  if (url === null) return null;
  const port = Number(url[1]);
  const tee = teeCommand({ port, own: null });
  if (command === tee) return { port, own: null };
  if (!command.startsWith(tee + OWN)) return null;
  const own = unquote(command.slice(tee.length + OWN.length));
  return own === null ? null : { port, own };
}
