import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import type { Named } from "./named.ts";

const OPENING = /(?:<|&lt;)(?:[\w-]{1,30}:)?(?:[\w-]{1,60}\.)*$/;
const NAMED_TAG = /(?:name|key|id)=\\?["'](?:[\w-]{1,40}[.:/])*$/i;
const REST_OF_TAG = /(?:\s[^<>]{0,200})?(?:>|&gt;)\s{0,80}(?:<!\[CDATA\[)?/y;
const REST_OF_ATTRIBUTES = /\\?["'][^<>]{0,200}>\s{0,80}(?:<value>\s{0,40})?(?:<!\[CDATA\[)?/y;
const NEXT_TEXT = /<\/key>\s{0,80}<(?:string|data)>\s{0,80}/y;
const CONTENT = /[^<>&\r\n\]]{4,4096}/y;

/** `<password>…</password>`, `<entry key="db.password">…</entry>`, `<key>Token</key><string>…`. */
export function inMarkup(text: string, named: Named): readonly Span[] {
  const { start, end, name } = named;
  const before = text.slice(Math.max(0, start - 80), start);
  const pattern = OPENING.test(before)
    ? REST_OF_TAG
    : NAMED_TAG.test(before)
    ? REST_OF_ATTRIBUTES
    : /<key>$/.test(before)
    ? NEXT_TEXT
    : null;
  if (pattern === null) return [];
  pattern.lastIndex = end;
  if (!pattern.test(text)) return [];
  const at = pattern.lastIndex;
  CONTENT.lastIndex = at;
  const content = CONTENT.exec(text)?.[0].trimEnd();
  if (
    content === undefined ||
    !/^\s*(?:<\/|&lt;\/|\]\]>|$)/.test(text.slice(at + content.length, at + content.length + 40)) ||
    (/\s/.test(text[at - 1] ?? "") && text.slice(at + content.length).trim() === "")
  ) {
    return [];
  }
  const value = { start: at, end: at + content.length, text: content, isQuoted: true };
  return isSecretValue(value, name, text) ? [{ start: at, end: value.end, kind: name.kind }] : [];
}
