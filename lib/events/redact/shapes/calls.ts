import type { Span } from "../span.ts";
import { isOdd, isOpaque, isPlaceholder } from "../values/ordinary.ts";
import { quotedAt } from "../values/value_at.ts";
import { type Shape, shape } from "./shape.ts";

/** Text in quotes, and a comma. */
const ARGUMENT = String.raw`\s{0,20}[rbfuN@]?\\{0,7}["'][^"'\r\n]{0,120}["'],`;

/** A call of which the last of so many arguments is a password. */
function last(hints: readonly string[], name: string, before: string): Shape {
  const pattern = new RegExp(`${name}\\(${before}\\s{0,20}(?=[rbfu@]{0,2}\\\\{0,7}["'])`, "iy");
  return {
    hints,
    find(text, at) {
      pattern.lastIndex = at;
      if (!pattern.test(text)) return null;
      const value = quotedAt(text, pattern.lastIndex);
      if (value === null || !isMadeUp(value.text)) return null;
      return { start: value.start, end: value.end, kind: "password" };
    },
  };
}

function isMadeUp(value: string): boolean {
  return value.length >= 6 && value.length <= 200 && !/\s/.test(value) && /\d/.test(value) &&
    /[A-Za-z]/.test(value) && isOdd(value) && !isPlaceholder(value);
}

/** What a text field is for, before it is filled in. */
const FIELD = /(?:passw|\bpwd\b|passcode|passphrase|secret|api-?key|token)[^\r\n;]{0,40}$/i;

function filled(text: string, at: number): Span | null {
  const start = text.indexOf("(", at) + 1;
  const before = text.slice(Math.max(0, at - 120), at);
  const value = quotedAt(text, start);
  if (value === null || value.start > start + 9) return null;
  if (!FIELD.test(before.slice(before.lastIndexOf("\n") + 1))) return null;
  if (value.text.length < 4 || /\s/.test(value.text) || isPlaceholder(value.text)) return null;
  return isOdd(value.text) ? { start: value.start, end: value.end, kind: "password" } : null;
}

function cookieSet(text: string, at: number): Span | null {
  const found =
    /^[\w.]{0,12}\(\s?["'][\w-]{0,30}(?:sess|sid|token|auth|jwt)[\w-]{0,30}["'],\s?(?=["'])/i
      .exec(text.slice(at, at + 140));
  const value = found === null ? null : quotedAt(text, at + found[0].length);
  return value !== null && isOpaque(value.text) && !isPlaceholder(value.text)
    ? { start: value.start, end: value.end, kind: "cookie" }
    : null;
}

/** Secrets that are arguments of functions, by their place. */
export const CALL_SHAPES: readonly Shape[] = [
  last(
    ["mysql_connect(", "mysqli_connect(", "mysqli("],
    "mysqli?(?:_connect)?",
    `(?:${ARGUMENT}){2}`,
  ),
  last(
    ["pymysql.connect(", "mysqldb.connect("],
    "(?:pymysql|MySQLdb)\\.connect",
    `(?:${ARGUMENT}){2}`,
  ),
  last(["pdo(", "getconnection("], "(?:PDO|getConnection)", `(?:${ARGUMENT}){2}`),
  last(["wifi.begin("], "WiFi\\.begin", `(?:[^"'()]{1,40},|${ARGUMENT})`),
  last(
    ["login(", "log_in(", "signin(", "sign_in(", "authenticate(", ".auth(", "connect_as("],
    "(?:log_?in|sign_?in|authenticate|\\.auth|connect_as)",
    ARGUMENT,
  ),
  last(["userpwd,"], "userpwd", ""),
  shape(
    "password",
    ["userpwd"],
    /userpwd["']?\s{0,3}(?:,|=>)\s{0,3}["'][^"':\s]{1,80}:(?!\$|\[redacted)([^"'\s]{3,200})(?=["'])/i,
  ),
  shape(
    "key",
    ["keycredential(", "aes.new(", "createsecretkey(", "secretkeyspec(", "nacl.secretbox("],
    /(?:KeyCredential|AES\.new|createSecretKey|SecretKeySpec|SecretBox)\(\s?b?["'](?!\$|\[redacted|<)(?=[^"'\s]{0,60}\d)([^"'\s]{12,400})(?=["'])/i,
  ),
  shape(
    "token",
    ["twilio("],
    /twilio\(\s?["']AC[0-9a-f]{32}["'],\s?["']([0-9a-f]{32})(?=["'])/i,
  ),
  shape(
    "password",
    ["password('", 'password("'],
    /password\(["'](?!\$|\[redacted|<)(?=[^"'\s]{0,60}\d)([^"'\s]{4,200})(?=["']\))/i,
  ),
  {
    hints: [".fill(", ".type(", ".send_keys(", ".sendkeys(", ".presssequentially(", ".setvalue("],
    find: filled,
  },
  { hints: ["cookies.set(", "cookie.set(", "setcookie(", "set_cookie("], find: cookieSet },
];
