import type { Span } from "../span.ts";
import { isOpaque, isPlaceholder } from "../values/ordinary.ts";
import { quotedAt } from "../values/value_at.ts";

const COOKIES =
  /\\{0,15}["'`]?(?=[\w.!#%&*+^|~$-]{1,100}(?:=|%3D)[^\r\n"']{4})(?![$<{*]|\w+=[$<{*])/iy;
const COOKIE_END = /\\{0,15}["'`\r\n]|%2[27]|\\n|$/g;

/** Cookies as a header carries them, or as code lists them. */
export function cookieValue(text: string, at: number): readonly Span[] {
  if (text[at] === "{" || text[at] === "[") return listedCookies(text, at);
  COOKIES.lastIndex = at;
  const opening = COOKIES.exec(text)?.[0];
  if (opening === undefined) return [];
  const start = at + opening.length;
  COOKIE_END.lastIndex = start;
  const end = Math.min(COOKIE_END.exec(text)?.index ?? text.length, start + 8192);
  const value = text.slice(start, end);
  if (PREFERENCES.test(value)) return [];
  return /^[^=]{1,100}=\s*(?:\$|<|\[redacted)/.test(value) ? [] : [{ start, end, kind: "cookie" }];
}

/** Words alone, beside where and how long they hold: `theme=dark; Path=/`. */
const PREFERENCES =
  /^(?:theme|lang|locale|language|mode|consent|currency|tz|timezone)=[\w/-]{1,20}(?:;\s?(?:path|domain|max-age|expires|samesite|secure|httponly)(?:=[^;]*)?)*$/i;

function listedCookies(text: string, at: number): readonly Span[] {
  const spans: Span[] = [];
  const part = text.slice(at, at + 4096);
  const close = part.indexOf(text[at] === "{" ? "}" : "]");
  for (
    const found of part.slice(0, close === -1 ? undefined : close).matchAll(
      /[:=,]\s{0,4}(?=\\*["'`])/g,
    )
  ) {
    const value = quotedAt(text, at + found.index + found[0].length);
    if (value === null || !isOpaque(value.text) || isPlaceholder(value.text)) continue;
    spans.push({ start: value.start, end: value.end, kind: "cookie" });
  }
  return spans;
}

/** How credentials are sent, by `Authorization`. */
const SCHEME =
  /\\{0,15}["'`]?(?:basic|bearer|token|api-?key|apitoken|jwt|key|bot|oauth|dpop|hawk|ssws|geniekey|splunk|private-token|sharedkey|sharedkeylite|negotiate|ntlm|mac|aws|pat|klaviyo-api-key|deepl-auth-key|authtoken|fulltoken)(?:[ \t]|%20|\+){1,3}(?:token=|auth=|\w{1,12}=(?="))?(?![$<{*%]|\[redacted|\.{3}|…)/iy;
const SIGNED =
  /\\{0,15}["'`]?(?:digest|aws4-hmac-sha256|hmac\S{0,20}|signature|oauth)[ \t][^\r\n'`]{8,2000}/iy;
const WORD = /[^\s"'`,;<>\\]{4,8192}/y;

/** Credentials as `Authorization` carries them: behind a scheme, or alone where nobody would write that. */
export function credentialsValue(text: string, at: number): readonly Span[] {
  SIGNED.lastIndex = at;
  const signed = SIGNED.exec(text)?.[0];
  if (signed !== undefined && signed.includes("=") && !/=["\s]*[$<{]/.test(signed)) {
    const start = at + signed.search(/[ \t]/) + 1;
    return [{ start, end: at + signed.replace(/\\?["\s]+$/, "").length, kind: "credentials" }];
  }
  SCHEME.lastIndex = at;
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme !== undefined) return wordAt(text, at + scheme.length, () => true);
  const quote = /^\\{0,15}["'`]?/.exec(text.slice(at, at + 17))?.[0] ?? "";
  return wordAt(text, at + quote.length, (word) => isOpaque(word) && !isPlaceholder(word));
}

function wordAt(text: string, start: number, isSecret: (word: string) => boolean): readonly Span[] {
  WORD.lastIndex = start;
  const found = WORD.exec(text)?.[0];
  if (found === undefined) return [];
  const word = found.replace(/%(?:2[267]|0A|0D).*$/i, "").replace(/[).]+$/, "");
  const isCode = /^[([]/.test(text.slice(start + word.length, start + word.length + 1));
  if (
    isCode || word.length < 4 || !isSecret(word) ||
    /^(?:\$|%[A-Z(s]|<|\{|\*{3}|x{4}|\.{3})|\$\{/i.test(word)
  ) return [];
  if (
    /^(?:token|key|credentials?|auth|header|scheme|authentication|authorization|required|your\S*|my\S*)$/i
      .test(word)
  ) return [];
  if (/^[A-Z_]+$/.test(word)) return [];
  return [{ start, end: start + word.length, kind: "credentials" }];
}
