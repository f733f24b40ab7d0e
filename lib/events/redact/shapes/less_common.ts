import { secretName } from "../names/secret_name.ts";
import { isOpaque, isPlaceholder } from "../values/ordinary.ts";
import { valueAt } from "../values/value_at.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import type { Span } from "../span.ts";
import { type Shape, shape } from "./shape.ts";

const LITERAL = String.raw`(?![$<{]|\[redacted)`;

/** A statement of SQL, and a block of Terraform, are looked at so far. */
const REACH = 2000;

/** Secrets that stand away from what names them, or that a sentence around them tells. */
export const LESS_COMMON_SHAPES: readonly Shape[] = [
  { hints: ["insert into "], find: inserted },
  { hints: ['variable "'], find: inVariable },
  { hints: ["kv put ", "kv patch "], find: inVault },
  shape(
    "password hash",
    ["{ssha", "{sha", "{smd5}", "{pbkdf2", "{crypt}", "{argon2"],
    /\{(?:SSHA\d{0,3}|SHA\d{0,3}|SMD5|PBKDF2[\w-]*|CRYPT|ARGON2)\}([\w+/=$.,-]{20,300})/i,
  ),
  shape(
    "secret",
    ["secret put ", "secret set ", "secrets set ", "secrets put ", "--with-token ", "-stdin "],
    new RegExp(
      String
        .raw`(?:secrets? (?:put|set) \S{1,80} |--with-token |--\w{0,10}-?stdin )(?:-\S+ ){0,3}<<<\s?["']?${LITERAL}([^\s"']{4,400})`,
      "i",
    ),
  ),
  { hints: ["name>"], find: inElement },
  shape(
    "password",
    ["crypt('"],
    /crypt\('(?!\$|\[redacted)([^'\s]{4,200})(?=', ?gen_salt)/i,
  ),
  shape(
    "password",
    ["kinit "],
    /kinit [\w.@/-]{1,80} <<< ?["']?(?!\$|\[redacted)([^\s"']{4,200})/i,
  ),
  shape(
    "token",
    ["-a bearer "],
    /-A bearer (?:-a |--auth[= ])["']?(?!\$|\[redacted)([^\s"']{12,400})/i,
  ),
  shape(
    "password",
    ["-passwd /users/"],
    /-passwd \/Users\/[\w.-]{1,60} (?!\$|\[redacted)([^\s"']{4,200})/i,
  ),
  shape(
    "password",
    ['send "', "send '", 'send -- "'],
    /send (?:-- )?["'](?=[^"'\s\\]{0,40}\d)(?=[^"'\s\\]{0,40}[A-Za-z])(?!\$|\[redacted)([^"'\s\\$]{6,80})(?=\\[rn])/i,
  ),
  behind(
    [
      "log in with ",
      "login with ",
      "log in as ",
      "login as ",
      "sign in with ",
      "sign in as ",
      "login: ",
    ],
    /(?:(?:log ?in|sign in) (?:with|as)|login:) ["'`]?[\w.@-]{1,60}["'`]?\s?(?:[/|:]|with|and)\s?/iy,
    6,
    "password",
  ),
  behind(["my key ", "your key ", "the key "], /(?:my|your|the) key (?:is |= ?|: ?)?/iy, 20, "key"),
];

function behind(hints: readonly string[], pattern: RegExp, least: number, kind: string): Shape {
  return {
    hints,
    find(text, at) {
      pattern.lastIndex = at;
      if (!pattern.test(text)) return null;
      const value = valueAt(text, pattern.lastIndex);
      if (value === null || value.text.length < least || isPlaceholder(value.text)) return null;
      const isMade = isOpaque(value.text) && /\d/.test(value.text) && /[a-z]/.test(value.text) &&
        /[A-Z]|[!#%&^*]/.test(value.text);
      return isMade ? { start: value.start, end: value.end, kind } : null;
    },
  };
}

/** `INSERT INTO users (name, password) VALUES ('jo', '…')` */
function inserted(text: string, at: number): readonly Span[] | null {
  const part = text.slice(at, at + REACH);
  const head = /^insert into [\w."`[\]]{1,100}\s{0,4}\(([^()]{1,800})\)\s{0,8}values\s{0,8}/i.exec(
    part,
  );
  if (head === null) return null;
  const columns = (head[1] ?? "").split(",").map((name) =>
    secretName(name.replace(/["'`[\]\s]/g, ""))
  );
  if (columns.every((name) => name === null)) return null;
  const spans: Span[] = [];
  for (
    const row of part.slice(head[0].length).matchAll(/\(((?:'(?:[^']|'')*'|"[^"]*"|[^()'"])*)\)/g)
  ) {
    const values = (row[1] ?? "").matchAll(
      /\s*(?:N|E)?('(?:[^']|'')*'|"[^"]*"|[^,'"]*)\s*(?:,|$)/g,
    );
    let column = 0;
    for (const found of values) {
      const name = columns[column++] ?? null;
      const quoted = found[1] ?? "";
      if (name === null || !/^['"]/.test(quoted)) continue;
      const inner = quoted.slice(1, -1);
      const start = at + head[0].length + row.index + 1 + found.index + found[0].indexOf(quoted) +
        1;
      const value = { start, end: start + inner.length, text: inner, isQuoted: true };
      if (isSecretValue(value, name, text)) spans.push({ start, end: value.end, kind: name.kind });
    }
  }
  return spans.length === 0 ? null : spans;
}

/** `variable "db_password" { default = "…" }` */
function inVariable(text: string, at: number): Span | null {
  const found = /^variable "([\w-]{1,60})"\s{0,4}\{[^}]{0,600}?\bdefault\s{0,20}=\s{0,4}/i
    .exec(text.slice(at, at + REACH));
  const name = found === null ? null : secretName(found[1] ?? "");
  if (found === null || name === null) return null;
  const value = valueAt(text, at + found[0].length);
  return value !== null && value.isQuoted && isSecretValue(value, name, text)
    ? { start: value.start, end: value.end, kind: name.kind }
    : null;
}

/** `vault kv put secret/path name=value …` */
function inVault(text: string, at: number): readonly Span[] | null {
  const head = /^kv (?:put|patch) (?:-\S{1,80} ){0,4}\S{1,200}/i.exec(text.slice(at, at + 400))
    ?.[0];
  if (head === undefined) return null;
  const spans: Span[] = [];
  const pair = /[ \t]+(?:\\\r?\n[ \t]*)?[\w.-]{1,60}=(?![@$-]|\[redacted)(?=["'\w])/y;
  for (let end = at + head.length; spans.length < 50;) {
    pair.lastIndex = end;
    if (!pair.test(text)) break;
    const value = valueAt(text, pair.lastIndex);
    if (value === null) break;
    end = value.end + (value.isQuoted ? 1 : 0);
    if (!isPlaceholder(value.text)) {
      spans.push({ start: value.start, end: value.end, kind: "secret" });
    }
  }
  return spans.length === 0 ? null : spans;
}

/** `<param-name>secret</param-name><param-value>…</param-value>` */
function inElement(text: string, at: number): Span | null {
  const found = /^name>([\w.-]{1,80})<\/[\w-]{1,40}name>\s{0,40}<[\w-]{0,40}value>/i
    .exec(text.slice(at, at + 300));
  const name = found === null ? null : secretName(found[1] ?? "");
  const value = found === null ? null : valueAt(text, at + found[0].length);
  if (name === null || value === null) return null;
  return isSecretValue({ ...value, isQuoted: true }, name, text)
    ? { start: value.start, end: value.end, kind: name.kind }
    : null;
}
