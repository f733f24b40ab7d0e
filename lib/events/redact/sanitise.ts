import type { Json, JsonObject } from "../event.ts";
import { isJsonObject } from "../json.ts";
import { redactText } from "./redact_text.ts";

/** A single value takes no more bytes than this, as UTF-8. */
export const MAX_BYTES = 1024 * 1024;

/** What is nested deeper is cut. Nobody looks that deep, and each level costs stack. */
export const MAX_LEVELS = 64;

/** Names of fields whose values are secrets, whatever they look like. */
const SECRET_NAME =
  /^(?:[\w.-]*[_.-])?(?:passw(?:or)?d|passphrase|secret|client_?secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|authorization|cookie|set-cookie|credentials?)$|[a-z](?:Password|Passphrase|Secret|Token|ApiKey|AccessKey|SecretKey|PrivateKey|Credentials?)$|^(?:apiKey|accessKey|privateKey)$/;

/** What is done to a value before it is stored. */
export interface SanitiseOptions {
  /** Whether secrets are replaced; they are unless this says false. */
  readonly redact?: boolean | undefined;
}

/**
 * Makes a value fit to be stored: secrets replaced, values over a megabyte cut, and nothing nested
 * too deep. What needs none of that is handed back as it is, not copied.
 */
export function sanitise(value: JsonObject, options?: SanitiseOptions): JsonObject;
export function sanitise(value: Json, options?: SanitiseOptions): Json;
export function sanitise(value: Json, { redact = true }: SanitiseOptions = {}): Json {
  return clean(value, redact, 0);
}

function clean(value: Json, redact: boolean, level: number): Json {
  if (typeof value === "string") return cleanText(value, redact);
  if (typeof value !== "object" || value === null) return value;
  if (level >= MAX_LEVELS) return `[cut: nested deeper than ${MAX_LEVELS} levels]`;
  return isJsonObject(value) ? cleanObject(value, redact, level) : cleanArray(value, redact, level);
}

function cleanArray(values: readonly Json[], redact: boolean, level: number): readonly Json[] {
  let copy: Json[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    const cleaned = clean(value, redact, level + 1);
    if (cleaned === value) continue;
    copy ??= [...values];
    copy[index] = cleaned;
  }
  return copy ?? values;
}

function cleanObject(object: JsonObject, redact: boolean, level: number): JsonObject {
  const names = Object.keys(object);
  let changed: Map<string, readonly [name: string, value: Json]> | undefined;
  for (const name of names) {
    const value = object[name] ?? null;
    const cleanedName = name.length < 12 ? name : cleanText(name, redact);
    const cleaned = redact && typeof value === "string" && isSecretField(name, value)
      ? "[redacted]"
      : clean(value, redact, level + 1);
    if (cleaned === value && cleanedName === name) continue;
    changed ??= new Map();
    changed.set(name, [cleanedName, cleaned]);
  }
  if (changed === undefined) return object;
  return Object.fromEntries(names.map((name) => changed.get(name) ?? [name, object[name] ?? null]));
}

function isSecretField(name: string, value: string): boolean {
  return value.length >= 4 && name.length <= 80 && isSecretName(name) &&
    !value.startsWith("[redacted") && !/^[$<*]/.test(value);
}

const knownNames = new Map<string, boolean>();
const MAX_NAMES = 2000;

// Emitters send the same few hundred names over and over.
function isSecretName(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const isSecret = SECRET_NAME.test(name);
  if (knownNames.size >= MAX_NAMES) knownNames.clear();
  knownNames.set(name, isSecret);
  return isSecret;
}

function cleanText(text: string, redact: boolean): string {
  const short = text.length * 3 <= MAX_BYTES ? text : cutText(text);
  return redact ? redactText(short) : short;
}

let buffer: Uint8Array<ArrayBuffer> | undefined;

function cutText(text: string): string {
  buffer ??= new Uint8Array(MAX_BYTES);
  const { read } = new TextEncoder().encodeInto(text, buffer);
  if (read >= text.length) return text;
  return `${text.slice(0, read)}… [cut: the first MiB of ${text.length} characters]`;
}
