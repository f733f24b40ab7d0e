import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { isNameItself, isOdd, isOpaque, isPlaceholder } from "../values/ordinary.ts";
import { type Value, valueAt } from "../values/value_at.ts";
import type { Named } from "./named.ts";
import { afterSpace } from "./separators.ts";

/** Words that put a value to the name that follows them. */
const SETTERS =
  /(?:\bENV|\bARG|\bsetenv|\bsetx|\bset(?:[ \t]+-\w+)*|\b(?:configure|config|secrets?|variables?|env)[ \t:](?:set|add|put|create)|\benv:set|\bputenv|\blet|\bunset|\bCONFIG SET)[ \t]+(?:(?:--?[\w-]+|[\w-]+=\S*)[ \t]+){0,3}["']?(?:\S{0,60}[.:/])?$/i;

/** `machine … login … password …` of netrc. */
const NETRC = /\b(?:login|user|account)\s{1,40}\S{1,100}\s{1,40}$/;

/** `--password value`, `ENV NAME value`, `login a password value`, `PASSWORD 'value'` of SQL. */
export function spaced(text: string, named: Named): readonly Span[] {
  const { start, end, name } = named;
  const at = afterSpace(text, end + (/["']/.test(text[end] ?? "") ? 1 : 0));
  if (at === end || (/^pass(?:es)?$/i.test(named.text) && !named.isOption)) return [];
  const value = valueAt(text, at);
  if (value === null || value.text.startsWith("-")) return [];
  return isSecret(text, named, value, text.slice(Math.max(0, start - 160), start))
    ? [{ start: value.start, end: value.end, kind: name.kind }]
    : [];
}

function isSecret(text: string, named: Named, value: Value, before: string): boolean {
  const { name } = named;
  if (named.isOption) return isArgument(text, named, value);
  if (NETRC.test(before) && name.strength === "password") {
    return !isPlaceholder(value.text) && value.text.length >= 3;
  }
  if (SETTERS.test(before)) {
    return isSecretValue(value, name, text, {
      isOption: true,
      isEnvironment: /^[A-Z_0-9]+$/.test(named.text),
    });
  }
  // SQL, and files that need no sign of assignment.
  if (value.isQuoted && name.strength !== "password") {
    return value.text.length >= 16 && isOpaque(value.text) && /\d/.test(value.text) &&
      isSecretValue(value, name, text);
  }
  if (value.isQuoted) {
    return name.strength === "password" && !/\s/.test(value.text) &&
      isSecretValue(value, name, text) && isOdd(value.text);
  }
  const isLine = /(?:^|\n)[ \t]*$/.test(before) &&
    /^[ \t]*(?:$|[\r\n#])/.test(text.slice(value.end, value.end + 9));
  if (isLine && name.strength === "password") {
    return isSecretValue(value, name, text) && isOdd(value.text) && /\d/.test(value.text);
  }
  return isSecretValue(value, name, text, { isProse: true }) && isUnwritable(value.text);
}

function isArgument(text: string, { name }: Named, value: Value): boolean {
  if (isPlaceholder(value.text) || isNameItself(value.text) || name.strength === "cookie") {
    return false;
  }
  if (value.isQuoted) return isSecretValue(value, name, text, { isOption: true });
  return isOdd(value.text) && value.text.length >= 4 && !/^\d{1,3}$/.test(value.text)
    ? name.strength !== "opaque" || isOpaque(value.text)
    : isSecretValue(value, name, text);
}

/** Letters of both cases and numbers, or very many of them. */
function isUnwritable(value: string): boolean {
  return value.length >= 20 || (value.length >= 10 && /[a-z]/.test(value) && /[A-Z]/.test(value));
}
