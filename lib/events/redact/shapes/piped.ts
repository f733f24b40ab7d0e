import type { Span } from "../span.ts";
import { isPlaceholder } from "../values/ordinary.ts";
import { type Shape, shape } from "./shape.ts";

/** What reads a secret: programs, and parts of a command, by name. */
const READER =
  /secret|passw|passwd|passphrase|\blogin\b|\bauth\b|\btoken\b|credential|\bkinit\b|openconnect|cryptsetup|chpasswd|sudo\s+-\S*S|vault\s+(?:write|kv)|versions add|-key\b|unlock|load-key|\bargon2\b|\bbcrypt\b|\bset-key\b|api-?key|keyring|\bpass insert\b/i;

/** Commands that only look at what they are given. */
const LOOKS =
  /^\s*(?:grep|rg|wc|cut|awk|sed|jq|cat|tee|head|tail|sort|base64|xxd|sha\d+sum|md5sum)\b/;

const LITERAL =
  /(?:-\w{1,3} )?(?:["']%s(?:\\n)?["'] )?(?:(["'])((?:(?!\1)[^\r\n]){4,400})\1|([^\s"'|;()<>&]{4,400}))/y;

function literalAt(text: string, at: number): { span: Span; end: number } | null {
  LITERAL.lastIndex = at;
  const found = LITERAL.exec(text);
  if (found === null) return null;
  const value = found[2] ?? found[3] ?? "";
  if (isPlaceholder(value) || /^[$`{<]|^-|\[redacted|\$[({\w]/.test(value)) return null;
  if (/\s/.test(value) && !/\\n/.test(value)) return null;
  const end = at + found[0].length;
  const start = end - value.length - (found[2] === undefined ? 0 : 1);
  return { span: { start, end: start + value.length, kind: "secret" }, end };
}

/** The rest of a line, and what stands before a place on it. */
function around(text: string, from: number, to: number): { before: string; after: string } {
  const before = text.slice(Math.max(0, from - 200), from);
  const after = /^[^\r\n]{0,200}/.exec(text.slice(to, to + 200))?.[0] ?? "";
  return { before: before.slice(before.lastIndexOf("\n") + 1), after };
}

const ECHO = /(?:echo|printf)[ \t]{1,4}/y;

/** `echo secret | program`, `(echo secret; echo secret) | program`, `--password-file <(echo secret)`. */
function echoed(text: string, at: number): Span | null {
  ECHO.lastIndex = at;
  const opening = ECHO.exec(text)?.[0];
  const literal = opening === undefined ? null : literalAt(text, at + opening.length);
  if (literal === null) return null;
  const { before, after } = around(text, at, literal.end);
  if (/<\(\s?$/.test(before)) return READER.test(before) ? literal.span : null;
  const pipe = /^(?:[ \t]*;[ \t]*echo[ \t][^\r\n|)]{1,200})?[ \t]*\)?[ \t]*\|(?!\|)/.exec(after)
    ?.[0];
  if (pipe === undefined) return null;
  const program = after.slice(pipe.length);
  // That takes users as well.
  if (/\bchpasswd\b/.test(program)) return null;
  return READER.test(program) && !LOOKS.test(program) ? literal.span : null;
}

/** `program <<< secret` */
function hereString(text: string, at: number): Span | null {
  const gap = /^<<<\s?/.exec(text.slice(at, at + 4))?.[0] ?? "<<<";
  const literal = literalAt(text, at + gap.length);
  if (literal === null) return null;
  const { before } = around(text, at, at);
  return READER.test(before) && !LOOKS.test(before) ? literal.span : null;
}

const CALLS = [
  "bcrypt",
  "hashpw",
  "hash_password",
  "make_password",
  "set_password",
  "setpassword",
  "check_password",
  "checkpw",
  "generate_password_hash",
  "check_password_hash",
  "hash::make",
  "password_hash",
  "password_verify",
  "bcrypt.hash",
  "bcrypt.hashsync",
  "bcrypt.compare",
  "pbkdf2_hmac",
  "scryptsync",
  "generatefrompassword",
  "fernet",
];

/** Secrets that commands and functions are given by literals. */
export const PIPED_SHAPES: readonly Shape[] = [
  { hints: ["^echo ", "^printf "], find: echoed },
  { hints: ["<<<"], find: hereString },
  shape(
    "password",
    CALLS.map((name) => `${name}(`),
    /(?:bcrypt(?:\.\w{4,11})?|hashpw|hash_password|make_password|set_?password|check_password|checkpw|generate_password_hash|check_password_hash|Hash::make|password_hash|password_verify|scryptSync|pbkdf2_hmac|GenerateFromPassword|Fernet)\(\s{0,4}(?:["']sha\d{1,3}["'],\s?)?(?:\[\]byte\()?[rb]?["'](?!\$|\[redacted|<|\{)(?=[^"'\s]{0,60}[\d!#%&^*])([^"'\s]{6,200})(?=["'])/i,
  ),
  shape(
    "key",
    ["createcipheriv(", "createdecipheriv("],
    /create(?:Dec|C)ipheriv\(\s?["'][\w-]{3,30}["'],\s?(?:Buffer\.from\()?["'](?!\$|\[redacted|<)([^"'\s]{8,200})(?=["'])/i,
  ),
  shape(
    "password",
    ["create_superuser(", "create_user("],
    /create_(?:super)?user\(\s?["'][^"'\r\n]{1,80}["'],\s?["'][^"'\r\n]{0,80}["'],\s?["'](?!\$|\[redacted|<)([^"'\s]{4,200})(?=["'])/i,
  ),
];
