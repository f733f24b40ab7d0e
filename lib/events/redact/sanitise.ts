import type { Json, JsonObject } from "../event.ts";
import { isJsonObject } from "../json.ts";
import {
  fieldName,
  isAllSecret,
  isHarmless,
  isPrivatePart,
  isSchema,
  isSecretBelow,
  isSecretField,
  isSecretText,
  isTextField,
  namedBeside,
  ORDINARY,
} from "./fields.ts";
import { redactItems } from "./items.ts";
import type { SecretName } from "./names/secret_name.ts";
import { redactText } from "./redact_text.ts";

/** A single value takes no more bytes than this, as UTF-8. */
export const MAX_BYTES = 1024 * 1024;

/** What is nested deeper is cut. Nobody looks that deep, and each level costs stack. */
export const MAX_LEVELS = 64;

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
  return clean(value, redact, 0, null);
}

/** @param below the name of the secret that the value is a part of */
function clean(value: Json, redact: boolean, level: number, below: SecretName | null): Json {
  if (typeof value === "string") {
    if (below !== null && isSecretBelow(value, below)) return REDACTED;
    return cleanText(value, redact);
  }
  if (typeof value !== "object" || value === null) {
    return below !== null && isSecretBelow(value, below) ? REDACTED : value;
  }
  if (level >= MAX_LEVELS) return `[cut: nested deeper than ${MAX_LEVELS} levels]`;
  return isJsonObject(value)
    ? cleanObject(value, redact, level, below)
    : cleanArray(value, redact, level, below);
}

const REDACTED = "[redacted]";

function cleanArray(
  values: readonly Json[],
  redact: boolean,
  level: number,
  below: SecretName | null,
): readonly Json[] {
  let copy = redact && typeof values[0] === "string" ? redactItems(values) : null;
  for (let index = 0; index < values.length; index++) {
    const value = (copy ?? values)[index] ?? null;
    const cleaned = clean(value, redact, level + 1, below);
    if (cleaned === value) continue;
    copy ??= [...values];
    copy[index] = cleaned;
  }
  return copy ?? values;
}

function cleanObject(
  object: JsonObject,
  redact: boolean,
  level: number,
  outer: SecretName | null,
): JsonObject {
  const names = Object.keys(object);
  // In the same order, and quicker than to look for each by its name.
  const values = Object.values(object);
  const below = outer !== null && isSchema(object) ? null : outer;
  let changed: Map<string, readonly [name: string, value: Json]> | undefined;
  const change = (name: string, value: Json) => {
    changed ??= new Map();
    changed.set(name, [cleanName(name, redact), value]);
  };
  let nameOfValue: SecretName | null = null;
  let hasValue = false;
  let hasSiblings = false;
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    const value = values[index] as Json;
    const field = redact ? fieldName(name) : ORDINARY;
    if (field === ORDINARY && below === null && name.length <= MAX_BYTES / 3) {
      const cleaned = clean(value, redact, level + 1, null);
      if (cleaned !== value) change(name, cleaned);
      continue;
    }
    if (field.isName) nameOfValue ??= namedBeside(name, value);
    if (field.isValue) hasValue = true;
    if (field.isAboutSiblings) hasSiblings = true;
    const part = below === ANYTHING || (below !== null && !isHarmless(name, below)) ? below : null;
    const cleaned = cleanField(value, redact, level, field.secret, part);
    if (cleaned !== value || field.text !== null || name.length > MAX_BYTES / 3) {
      change(name, cleaned);
    }
  }
  if (redact && (nameOfValue !== null || hasSiblings)) {
    cleanSiblings(object, level, hasValue ? nameOfValue : null, nameOfValue, change);
  }
  if (changed === undefined) return object;
  const known = changed;
  return Object.fromEntries(
    names.map((name, index) => known.get(name) ?? [name, values[index] ?? null]),
  );
}

function cleanField(
  value: Json,
  redact: boolean,
  level: number,
  secret: SecretName | null,
  below: SecretName | null,
): Json {
  if (secret === null) return clean(value, redact, level + 1, below);
  if (typeof value === "object" && value !== null) {
    return isJsonObject(value) && isSchema(value)
      ? clean(value, redact, level + 1, null)
      : clean(value, redact, level + 1, secret);
  }
  return isSecretField(value, secret) ? REDACTED : clean(value, redact, level + 1, below);
}

const ANYTHING: SecretName = { strength: "password", kind: "secret", isPlural: false };

/** Values that other fields of their object make secrets. */
function cleanSiblings(
  object: JsonObject,
  level: number,
  nameOfValue: SecretName | null,
  nameOfText: SecretName | null,
  change: (name: string, value: Json) => void,
): void {
  const isSecret = isAllSecret(object);
  const command = [object["command"], object["cmd"], object["program"]].find((value) =>
    typeof value === "string"
  );
  for (const [name, value] of Object.entries(object)) {
    if (nameOfValue !== null && fieldName(name).isValue) {
      const cleaned = cleanField(value, true, level, nameOfValue, null);
      if (cleaned !== value) change(name, cleaned);
    } else if (nameOfText !== null && isTextField(name) && isSecretText(value, nameOfText)) {
      change(name, REDACTED);
    } else if (isPrivatePart(object, name) && isSecretBelow(value, ANYTHING)) {
      change(name, REDACTED);
    } else if (isSecret && (name === "data" || name === "stringData")) {
      change(name, clean(value, true, level + 1, ANYTHING));
    } else if (typeof command === "string" && Array.isArray(value) && /^arg/.test(name)) {
      const items = redactItems(value, command);
      if (items !== null) change(name, clean(items, true, level + 1, null));
    }
  }
}

function cleanName(name: string, redact: boolean): string {
  const short = name.length * 3 <= MAX_BYTES ? name : cutText(name);
  return redact ? fieldName(short).text ?? short : short;
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
