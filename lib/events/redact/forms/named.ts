import { FOREIGN } from "../names/name_words.ts";
import { type SecretName, secretName } from "../names/secret_name.ts";

/** The name of a secret in a text. */
export interface Named {
  /** Of the name itself, without dashes before it. */
  readonly start: number;
  readonly end: number;
  readonly name: SecretName;
  readonly text: string;
  /** Dashes stand before it. */
  readonly isOption: boolean;
}

/** The end of the name at a place, and the name if it is that of a secret. */
export interface Found {
  readonly end: number;
  readonly named: Named | null;
}

const MAX_NAME = 80;

/** Beyond it, words are not told apart by spaces. */
const LAST_SPACED = 0x0530;

/** Words that need the one before them. */
const SECOND_WORD = /^(?:keys?|phrase|codes?|words|string|passe)$/i;

/** Words that need the one behind them. */
const FIRST_WORD =
  /^(?:backup|recovery|pin|connection|seed|verification|confirmation|security|unlock|authentication|sms|otp|totp|mfa|2fa|login)$/i;

/** A key, as East Asian texts put it behind a Latin word. */
const KEY_SIGN = /^[ 　]?(?:キー|密钥|密鑰|키)/;

/** Looks at the name that a hint is in. */
export function nameAt(text: string, at: number): Found {
  if (text.charCodeAt(at) > LAST_SPACED && !isNameUnit(text.charCodeAt(at))) {
    return unspacedAt(text, at);
  }
  let start = at;
  while (start > 0 && at - start < MAX_NAME && isNameUnit(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (end - at < MAX_NAME && isNameUnit(text.charCodeAt(end))) end++;
  start = withoutEscape(text, start, at);
  let first = start;
  while (text[first] === "-") first++;
  let word = text.slice(first, end).replace(/-+$/, "");
  if (SECOND_WORD.test(word)) {
    first = withWordBefore(text, first);
    word = text.slice(first, end);
  }
  if (FIRST_WORD.test(word)) {
    const rest = /^[ -](?:codes?|strings?|words|phrase)\b/i.exec(text.slice(end, end + 10))?.[0];
    word += rest ?? "";
    end += rest?.length ?? 0;
  }
  if (/^parola$/i.test(word)) {
    const rest = /^ d['’]ordine\b/i.exec(text.slice(end, end + 10))?.[0] ?? "";
    return {
      end: end + rest.length,
      named: namedAs(secretName(word), { start: first, end: end + rest.length, text: word }),
    };
  }
  const sign = /api$/i.test(word.normalize("NFKC"))
    ? KEY_SIGN.exec(text.slice(end, end + 4))?.[0] ?? ""
    : "";
  const name = secretName(sign === "" ? word : `${word} key`);
  word += sign;
  end += sign.length;
  if (name === null) return { end, named: null };
  // Within base64.
  if (/[A-Za-z0-9][+/]$/.test(text.slice(Math.max(0, first - 2), first)) && text[end] === "=") {
    return { end, named: null };
  }
  const isOption = first > start && !/\w/.test(text[start - 1] ?? "");
  return { end, named: { start: first, end: first + word.length, name, text: word, isOption } };
}

function namedAs(
  name: SecretName | null,
  place: Pick<Named, "start" | "end" | "text">,
): Named | null {
  return name === null ? null : { ...place, name, isOption: false };
}

function isNameUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) ||
    unit === 95 || unit === 45 ||
    (unit >= 0xff10 && unit <= 0xff5a && !(unit > 0xff19 && unit < 0xff21)) ||
    (unit >= 0xc0 && unit <= LAST_SPACED && unit !== 0xd7 && unit !== 0xf7) ||
    (unit >= 0x1e00 && unit <= 0x1eff);
}

// `\npassword` in JSON, `%20password` in a URL, a colour before the name.
function withoutEscape(text: string, start: number, at: number): number {
  const before = text[start - 1];
  if (before === "\\" && /[nrtbf]/.test(text[start] ?? "") && start < at) return start + 1;
  if (before === "\\" && /^u00[0-9a-f]{2}/i.test(text.slice(start, start + 5)) && start + 5 <= at) {
    return start + 5;
  }
  if (before === "%" && start + 2 <= at) return start + 2;
  if (before === "[" || before === ";") {
    const color = /^\d{0,3}m/.exec(text.slice(start, at))?.[0];
    if (color !== undefined) return start + color.length;
  }
  return start;
}

function withWordBefore(text: string, start: number): number {
  const before = /(?:\bmot de |\bpalavra[- ]|[A-Za-z]\w{1,20}[ .])$/i.exec(
    text.slice(Math.max(0, start - 24), start),
  )?.[0];
  return before === undefined ? start : start - before.length;
}

function unspacedAt(text: string, at: number): Found {
  const word = FOREIGN.find(([word]) => text.startsWith(word, at))?.[0] ?? text.slice(at, at + 1);
  const end = at + word.length;
  const name = secretName(word);
  return {
    end,
    named: name === null ? null : { start: at, end, name, text: word, isOption: false },
  };
}
