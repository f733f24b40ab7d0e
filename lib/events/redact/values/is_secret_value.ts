import { isNameItself, isOdd, isOpaque, isPlaceholder, isProse, isSlug } from "./ordinary.ts";
import type { SecretName } from "../names/secret_name.ts";
import type { Value } from "./value_at.ts";

/** How a value stands behind its name. */
export interface Standing {
  /** `NAME=value`, as in the environment. */
  readonly isEnvironment?: boolean;
  /** `--name value`: a command takes it as it is. */
  readonly isOption?: boolean;
  /** In the running text: only what is no word. */
  readonly isProse?: boolean;
}

/** Whether the value of a secret's name is a secret, and not a word, a type or code. */
export function isSecretValue(
  value: Value,
  { strength, isPlural, kind }: SecretName,
  text: string,
  standing: Standing = {},
): boolean {
  if (strength === "digits") return isShortNumber(value.text) || isSeed(value.text);
  const given = value.text.length > 400 ? value.text.slice(0, 400) : value.text;
  if (given.length < 4 || isPlaceholder(given) || isProse(given)) return false;
  const { isEnvironment = false, isOption = false } = standing;
  if (/^\d+$/.test(given)) {
    return (!isPlural || kind === "code") &&
      (strength === "password" || (strength === "secret" && isEnvironment && given.length >= 6));
  }
  if (!value.isQuoted && isCode(given, text, value.end, isEnvironment)) return false;
  if (standing.isProse) return isOpaque(given) && isMixed(given);
  if (strength === "opaque") return isOpaque(given);
  if (strength === "password") {
    if (value.isQuoted || isEnvironment) return !isSameWord(given);
    return isOdd(given) || (isWordAlone(given, text, value.end) && !isNameItself(given));
  }
  if (isEnvironment) return !isSameWord(given);
  if (isOption) return isOdd(given) && given.length >= 6;
  if (/\s/.test(given)) return false;
  if (value.isQuoted) {
    return given.length >= 8 && !isNameItself(given) &&
      (!isSlug(given) || given.length >= 16 && !/[-_./]/.test(given));
  }
  return given.length >= 6 && isOdd(given) && !isSlug(given);
}

/** A PIN or a code that a person types. */
export function isShortNumber(text: string): boolean {
  return /^(?:\d{4,8}|\d{3}[- ]\d{3})$/.test(text) && !/^(?:19|20)\d\d$/.test(text);
}

/** What makes such codes, or is longer than one. */
export function isSeed(text: string): boolean {
  return isOpaque(text) && !isPlaceholder(text);
}

/** `"password": "Password"` is a label. */
function isSameWord(value: string): boolean {
  return isNameItself(value) && !/\d/.test(value);
}

function isMixed(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value);
}

// A call, an index or a property, or a variable with an upper-case letter within.
function isCode(value: string, text: string, end: number, isEnvironment: boolean): boolean {
  const next = text[end] ?? "";
  if (next === "(" || (next === "[" && /^[\w.]+$/.test(value) && !isColor(text, end))) {
    return true;
  }
  if (/^[A-Za-z_$][\w$]*(?:(?:\?\.|->|::|\.)[A-Za-z_$][\w$]*)+!?$/.test(value)) {
    return !value.split(/\?\.|->|::|\./).some(isMadeUp);
  }
  if (isEnvironment) return false;
  return /^[a-z]+(?:[A-Z][a-z]+)+$/.test(value) || /^[a-z]+(?:_[a-z]+)+$/.test(value) ||
    /^[A-Z]+(?:_[A-Z]+)*$/.test(value) ||
    /^(?:await|new|async|function|lambda|typeof|return|not|if|else|z|yup)$/.test(value);
}

/** A part of what could be a property of an object, if nobody would call one that. */
function isMadeUp(part: string): boolean {
  if (part.length < 5 || !/\d/.test(part) || isNameItself(part)) return false;
  return part.length >= 20 || /\d[A-Za-z]/.test(part) || /^[A-Z][a-z]+\d{2,}$/.test(part);
}

function isColor(text: string, at: number): boolean {
  return /^\[[\d;]{0,8}m/.test(text.slice(at, at + 10));
}

/** Long words without a meaning, at the end of their line. */
function isWordAlone(value: string, text: string, end: number): boolean {
  const isMixed = /[a-z][A-Z]{2}|[A-Z]{2}[a-z]/.test(value) && /^\w{10,}$/.test(value);
  if (
    (!isMixed && !/^[\p{L}-]{8,}$/u.test(value)) ||
    /^.{0,12}(?:ed|ing|able|ion|ment|ly)$/.test(value)
  ) {
    return false;
  }
  const rest = text.slice(end, end + 24);
  // deno-lint-ignore no-control-regex
  return /^["'`)\]}]*[ \t]*(?:$|[\r\n,;#&|]|\\n|\\r|\x1b)/.test(rest);
}
