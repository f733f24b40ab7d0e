import type { Json, JsonObject } from "../event.ts";
import { isJsonObject } from "../json.ts";
import { HintFinder } from "./hints.ts";
import { NAME_HINTS } from "./names/name_words.ts";
import { type SecretName, secretName } from "./names/secret_name.ts";
import { redactText } from "./redact_text.ts";
import { isSecretValue, isSeed, isShortNumber } from "./values/is_secret_value.ts";
import { isOdd, isOpaque, isPlaceholder, isProse, isSlug } from "./values/ordinary.ts";

/** What the name of a field says of its value and of the fields beside it. */
export interface FieldName {
  readonly secret: SecretName | null;
  /** `name` and such: its value is the name of the value beside it. */
  readonly isName: boolean;
  /** `value` and such. */
  readonly isValue: boolean;
  /** `kind`, `args` and such: other fields of its object may be secrets. */
  readonly isAboutSiblings: boolean;
  /** The name without the secrets in it; `null` where there are none. */
  readonly text: string | null;
}

const FINDER = new HintFinder([NAME_HINTS]);

const NAMES: ReadonlySet<string> = new Set(
  "name key header field property parameter parametername parameterkey variable variablename var envvar option label element selector target placeholder type"
    .split(" "),
);
const SIBLINGS: ReadonlySet<string> = new Set(["kind", "args", "argv", "kty"]);
const VALUES: ReadonlySet<string> = new Set("value val parametervalue stringvalue".split(" "));

/** Texts that are now and then the value of the name beside them. */
const TEXTS: ReadonlySet<string> = new Set("text content answer default input".split(" "));

/** Names of fields that are questions or texts. */
const SENTENCE = /[?!,;(){}<>=]|(?:\s\S+){4}/;

/** Says nothing of any value, and is no secret itself: what nearly all are. */
export const ORDINARY: FieldName = {
  secret: null,
  isName: false,
  isValue: false,
  isAboutSiblings: false,
  text: null,
};

const known = new Map<string, FieldName>();
const MAX_KNOWN = 4000;
const MAX_LENGTH = 80;

/**
 * What the name of a field says; `ORDINARY` where that is nothing. Emitters send the same few
 * hundred names over and over.
 */
export function fieldName(name: string): FieldName {
  const answer = known.get(name);
  if (answer !== undefined) return answer;
  const found = look(name);
  if (name.length > MAX_LENGTH) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, found);
  return found;
}

function look(name: string): FieldName {
  const word = name.length > MAX_LENGTH ? "" : name.toLowerCase().replace(/[_-]/g, "");
  const hasHints = word !== "" && FINDER.find(name) !== null && !SENTENCE.test(name);
  const text = redactText(name);
  const found: FieldName = {
    secret: hasHints ? secretName(name) : null,
    isName: NAMES.has(word),
    isValue: VALUES.has(word),
    isAboutSiblings: SIBLINGS.has(name),
    text: text === name ? null : text,
  };
  const isOrdinary = found.secret === null && !found.isName && !found.isValue &&
    !found.isAboutSiblings && found.text === null;
  return isOrdinary ? ORDINARY : found;
}

/** Fields below the name of a secret that are none. */
const HARMLESS =
  /^(?:type|kind|name|key|title|label|description|format|id|uuid|user(?:name|_?id)?|login|email|host(?:name)?|port|url|uri|path|domain|scopes?|region|status|state|source|provider|scheme|method|realm|enabled|required|expires?.*|expiry|created.*|updated.*|issued.*|last.*|version|algorithm|alg|env|from|ref|line|column|at|start|end|index|count|length|min.*|max.*|same_?site|http_?only|secure|is[A-Z_].*|has[A-Z_].*)$/i;

/** Whether a field below the name of a secret says something else. */
export function isHarmless(name: string, below: SecretName): boolean {
  return HARMLESS.test(name) && !(name === "key" && below.kind === "key");
}

const SCHEMA_TYPES: ReadonlySet<Json> = new Set<Json>(
  ["string", "object", "number", "integer", "boolean", "array", "null"],
);

/** Whether an object describes a value, as JSON schemas do. */
export function isSchema(object: JsonObject): boolean {
  return SCHEMA_TYPES.has(object["type"] ?? "") || Array.isArray(object["type"]) ||
    ["$ref", "anyOf", "oneOf", "allOf", "enum"].some((name) => Object.hasOwn(object, name));
}

/** Whether the text or number of a field with such a name is a secret. */
export function isSecretField(value: Json, name: SecretName): boolean {
  if (name.strength === "digits") {
    return typeof value === "number"
      ? name.kind === "code" && value >= 1000 && isShortNumber(String(value))
      : typeof value === "string" && (isShortNumber(value) || isSeed(value));
  }
  if (typeof value === "number") return isSecretNumber(value, name);
  if (typeof value !== "string" || value.length < 4 || value.startsWith("[redacted")) return false;
  const start = (value.length > 400 ? value.slice(0, 400) : value)
    .replace(/^(?:bearer|basic|token) /i, "");
  if (name.strength === "opaque") return isOpaque(start) && !isPlaceholder(start);
  if (name.strength === "cookie") {
    return isOpaque(start) || /^[^=\s]{1,100}=[^]{4,}/.test(start) && !/^[^=]*=\s*[$<]/.test(start);
  }
  return !isPlaceholder(start) && !isProse(start);
}

/** Whether a text somewhere below such a name is a secret. */
export function isSecretBelow(value: Json, name: SecretName): boolean {
  if (typeof value === "number") return isSecretNumber(value, name);
  if (typeof value !== "string") return false;
  if (name.strength === "cookie") return isOpaque(value) || isSecretField(value, name);
  const whole = { start: 0, end: value.length, text: value, isQuoted: true };
  return isSecretValue(whole, { ...name, isPlural: false }, value);
}

function isSecretNumber(value: number, { strength, isPlural }: SecretName): boolean {
  if (isPlural || !Number.isInteger(value)) return false;
  const least = strength === "password" ? 1000 : strength === "secret" ? 100_000 : Infinity;
  return Math.abs(value) >= least;
}

const PASSWORD: SecretName = { strength: "password", kind: "password", isPlural: false };

/** The secret that a field of an object names for the value beside it. */
export function namedBeside(name: string, value: Json): SecretName | null {
  if (typeof value !== "string" || value.length > MAX_LENGTH) return null;
  if (name === "type") return value === "password" ? PASSWORD : null;
  const { secret } = fieldName(value);
  // These have nothing around the name; telemetry is full of them.
  if (secret !== null || name === "key" || name === "name") return secret;
  return fieldName(plainName(value)).secret;
}

/** The name within a selector, or before what kind of element it is. */
function plainName(text: string): string {
  return (/(?:name|type|id|for)\s?[*^$~]?=\s?\\?["']?([\w-]{1,40})/.exec(text)?.[1] ?? text)
    .replace(/^[#.]/, "").replace(/[ ](?:field|text ?box|input|box|entry|edit)$/i, "");
}

/** Whether a text that stands beside the name of a secret is its value. */
export function isSecretText(value: Json, name: SecretName): boolean {
  return typeof value === "string" && value.length >= 6 && value.length <= 400 &&
    !/\s/.test(value) && isOdd(value) && !isSlug(value) && isSecretField(value, name);
}

/** Whether a field is a text that may be the value of the name beside it. */
export function isTextField(name: string): boolean {
  return TEXTS.has(name.toLowerCase());
}

/** The private parts of a JSON web key. */
const KEY_PARTS: ReadonlySet<string> = new Set(["d", "k", "p", "q", "dp", "dq", "qi"]);

/** Whether a field of a JSON web key is private. */
export function isPrivatePart(object: JsonObject, name: string): boolean {
  return KEY_PARTS.has(name) && typeof object["kty"] === "string";
}

/** Whether all that an object holds is secret: Kubernetes' kind of that name. */
export function isAllSecret(object: JsonObject): boolean {
  return object["kind"] === "Secret" &&
    (isJsonObject(object["data"]) || isJsonObject(object["stringData"]));
}
