import {
  DERIVED,
  FOREIGN,
  KEY_WORDS,
  LAST_GLUED,
  LAST_PHRASES,
  LAST_WORDS,
  OPAQUE_KEY_WORDS,
  OTHER_BEFORE,
  OTHER_KEYS,
  QUALIFIERS,
  type Strength,
} from "./name_words.ts";

/** What the name of a secret tells of it. */
export interface SecretName {
  readonly strength: Strength;
  /** For the reader: `password`, `token`, `key`, … */
  readonly kind: string;
  /** Whether it stands for several. */
  readonly isPlural: boolean;
}

const FOREIGN_WORDS: ReadonlyMap<string, Strength> = new Map(FOREIGN);

/** `myapikey`, `writekey`. */
const GLUED_KEY = new RegExp(`(?:${Array.from(KEY_WORDS).join("|")})$`);

const MAX_LENGTH = 80;

const known = new Map<string, SecretName | null>();
const MAX_KNOWN = 4000;

/**
 * What a name of a field, variable, option or header says of its value: `null` when that is no
 * secret. The same few hundred names come over and over, so that answers are kept.
 */
export function secretName(name: string): SecretName | null {
  const answer = known.get(name);
  if (answer !== undefined) return answer;
  const found = name.length > MAX_LENGTH ? null : look(name);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, found);
  return found;
}

/** Words of a name, in lower case, without the numbers behind them. */
function wordsOf(name: string): string[] {
  return name.normalize("NFKC")
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d]+/u)
    .map((word) => /^(?:b64|base64|ed25519)$/.test(word) ? word : word.replace(/\d+$/, ""))
    .filter((word) => word !== "");
}

function look(name: string): SecretName | null {
  // Names of types, and of `connectionString`, are in camel case; what is one word stays one.
  const words = wordsOf(name);
  const foreign = FOREIGN_WORDS.get(words.at(-1) ?? "") ?? FOREIGN_WORDS.get(words.join("-"));
  if (foreign !== undefined) return made(foreign, words);
  for (let length = words.length; length > 0; length--) {
    const strength = strengthOf(words.slice(0, length)) ?? strengthOfVariable(name, words, length);
    if (strength !== null) {
      const isDerived = length < words.length && DERIVED.has(words[length] ?? "");
      return made(isDerived ? "opaque" : strength, words.slice(0, length));
    }
    const last = words[length - 1] ?? "";
    if (!QUALIFIERS.has(last) && (length < words.length || !DERIVED.has(last))) return null;
  }
  return null;
}

/** `BUGSNAG_KEY`: of a variable of the environment, whoever makes the key. */
function strengthOfVariable(name: string, words: readonly string[], length: number) {
  const before = words[length - 2];
  const isKey = before !== undefined && words[length - 1] === "key" && !OTHER_KEYS.has(before);
  return isKey && /^[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,6}$/.test(name) ? "opaque" : null;
}

function strengthOf(words: readonly string[]): Strength | null {
  const last = words.at(-1) ?? "";
  const before = words.at(-2);
  const isPlainText = before === "text" && /^(?:plain|clear)$/.test(words.at(-3) ?? "");
  if (before !== undefined && !isPlainText && OTHER_BEFORE.has(before)) return null;
  const phrase = LAST_PHRASES.get(words.slice(-2).join("-")) ??
    LAST_PHRASES.get(words.slice(-3).join("-"));
  if (phrase !== undefined) return phrase;
  if (/^keys?$/.test(last)) {
    if (before === undefined || KEY_WORDS.has(before)) {
      return before === undefined ? null : "secret";
    }
    return OPAQUE_KEY_WORDS.has(before) ? "opaque" : null;
  }
  const strength = LAST_WORDS.get(last);
  if (strength !== undefined) return strength;
  const glued = /^(\w{3,})keys?$/.exec(last)?.[1];
  if (glued !== undefined && GLUED_KEY.test(glued)) return "secret";
  return LAST_GLUED.find(([form]) => form.test(last))?.[1] ?? null;
}

function made(strength: Strength, words: readonly string[]): SecretName {
  const last = words.at(-1) ?? "";
  return {
    strength,
    kind: kindOf(strength, words),
    isPlural: /s$/.test(last) && !/pass$/.test(last),
  };
}

function kindOf(strength: Strength, words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  if (strength === "cookie") return "cookie";
  if (strength === "digits" || /^codes?$/.test(last)) return "code";
  if (strength === "password") {
    return /mnemonic|phrase|words/.test(last) ? "passphrase" : "password";
  }
  if (/token|jwt/.test(last)) return "token";
  if (/key/.test(last)) return "key";
  return /cred|authorization|auth/.test(last) ? "credentials" : "secret";
}
