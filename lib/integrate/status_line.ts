/** The tee in front of a status line: its input goes to the monitor, too. */
import { TOKEN_VARIABLE } from "../instance/home/token.ts";
import { type Address, addressIn, addressUrl } from "./address.ts";
import { quote, unquote } from "./shell.ts";

const CURL = "printf '%s' \"$_mpm\" | curl -qsm1 --noproxy '*' " +
  "-H 'Content-Type: application/json' ";
const BODY = "--data-binary @- ";
const PATH = "/hooks/statusline";
const BEGIN = "_mpm=$(cat); { ";
const END = "} </dev/null >/dev/null 2>&1 &";
// Arguments of a process can be read by everybody on the machine: the token is handed over by a
// pipe, which the shell fills itself.
const TOKEN = `printf 'Authorization: Bearer %s' "$${TOKEN_VARIABLE}" | { `;
const TOKEN_HEADER = "-H @/dev/fd/3 ";
const TOKEN_END = "} 3<&0; ";
const OWN = " printf '%s' \"$_mpm\" | eval ";

/** A status line's command, taken apart. */
export interface Tee extends Address {
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
  { host, port, token = false, own }: Omit<Tee, "token"> & Partial<Tee>,
): string {
  const url = addressUrl({ host, port }, PATH);
  // Some shells look for files where brackets are.
  const place = `${host.startsWith("[") ? quote(url) : url}; `;
  const send = token
    ? `${TOKEN}${CURL}${TOKEN_HEADER}${BODY}${place}${TOKEN_END}`
    : `${CURL}${BODY}${place}`;
  const tee = `${BEGIN}${send}${END}`;
  // A line break belongs to the command; in quotes it is kept.
  return own === null ? tee : `${tee}${OWN}${quote(own)}`;
}

/** Takes apart what {@linkcode teeCommand} wrote; `null` for any other command. */
export function readTee(command: string): Tee | null {
  const address = addressIn(/ --data-binary @- '?(http:[^;' ]*)'?;/.exec(command)?.[1], PATH);
  if (address === null) return null;
  for (const token of [false, true]) {
    const tee = teeCommand({ ...address, token, own: null });
    if (command === tee) return { ...address, token, own: null };
    if (!command.startsWith(tee + OWN)) continue;
    const own = unquote(command.slice(tee.length + OWN.length));
    return own === null ? null : { ...address, token, own };
  }
  return null;
}
