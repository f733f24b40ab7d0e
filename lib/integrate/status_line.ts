/** The tee in front of a status line: its input goes to the monitor, too. */
import { TOKEN_VARIABLE } from "../instance/home/token.ts";
import { quote, unquote } from "./shell.ts";

const CURL = "printf '%s' \"$_mpm\" | curl -qsm1 --noproxy '*' " +
  "-H 'Content-Type: application/json' ";
const BODY = "--data-binary @- ";
const PATH = "/hooks/statusline; ";
const BEGIN = "_mpm=$(cat); { ";
const END = "} </dev/null >/dev/null 2>&1 &";
// Arguments of a process can be read by everybody on the machine: the token is handed over by a
// pipe, which the shell fills itself.
const TOKEN = `printf 'Authorization: Bearer %s' "$${TOKEN_VARIABLE}" | { `;
const TOKEN_HEADER = "-H @/dev/fd/3 ";
const TOKEN_END = "} 3<&0; ";
const OWN = " printf '%s' \"$_mpm\" | eval ";

/** A status line's command, taken apart. */
export interface Tee {
  readonly port: number;
  /** Whether it shows the token, from the environment. */
  readonly token: boolean;
  /** The person's own command behind it; `null` where there is none. */
  readonly own: string | null;
}

/**
 * The shell command that hands its input to the monitor in the background, for a second at most,
 * and at once to the person's own command, whose output and exit code are its own.
 */
export function teeCommand(
  { port, token = false, own }: Omit<Tee, "token"> & Partial<Tee>,
): string {
  const url = `http://127.0.0.1:${port}${PATH}`;
  const send = token
    ? `${TOKEN}${CURL}${TOKEN_HEADER}${BODY}${url}${TOKEN_END}`
    : `${CURL}${BODY}${url}`;
  const tee = `${BEGIN}${send}${END}`;
  // A line break belongs to the command; in quotes it is kept.
  return own === null ? tee : `${tee}${OWN}${quote(own)}`;
}

/** Takes apart what {@linkcode teeCommand} wrote; `null` for any other command. */
export function readTee(command: string): Tee | null {
  const port = Number(/ --data-binary @- http:\/\/127\.0\.0\.1:(\d{1,5})\//.exec(command)?.[1]);
  for (const token of [false, true]) {
    const tee = teeCommand({ port, token, own: null });
    if (command === tee) return { port, token, own: null };
    if (!command.startsWith(tee + OWN)) continue;
    const own = unquote(command.slice(tee.length + OWN.length));
    return own === null ? null : { port, token, own };
  }
  return null;
}
