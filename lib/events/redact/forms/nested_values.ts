import type { SecretName } from "../names/secret_name.ts";
import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { quotedAt } from "../values/value_at.ts";

/** More is not looked at behind one name. */
const MAX_LENGTH = 2000;

const VALUE_OF_OBJECT =
  /\\{0,15}["'](?:value|val|stringValue|plaintext|secret|data)\\{0,15}["']\s{0,8}:\s{0,8}(?=\\{0,15}["'])/g;

/** Texts in the list, or in the value of the object, that begins at a place. */
export function nestedValues(text: string, at: number, name: SecretName): readonly Span[] {
  const spans: Span[] = [];
  const add = (start: number): number => {
    const value = quotedAt(text, start);
    if (value === null) return -1;
    if (isSecretValue(value, { ...name, isPlural: false }, text)) {
      spans.push({ start: value.start, end: value.end, kind: name.kind });
    }
    return value.end;
  };
  if (text[at] === "{") {
    const part = text.slice(at, at + MAX_LENGTH);
    const body = part.slice(0, part.indexOf("}") + 1 || undefined);
    for (const found of body.matchAll(VALUE_OF_OBJECT)) add(at + found.index + found[0].length);
    return spans;
  }
  let next = at + 1;
  while (next !== -1 && next - at < MAX_LENGTH) {
    const gap = /^(?:\\{0,15}["'`])?[\s,]*(?:\\n[ ]*)?/.exec(text.slice(next, next + 100))?.[0] ??
      "";
    next = add(next + gap.length);
  }
  return spans;
}
