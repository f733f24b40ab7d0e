import type { Json } from "../event.ts";
import { redactText } from "./redact_text.ts";
import { sanitise } from "./sanitise.ts";

/** The texts of an event as a store holds them. */
export interface StoredTexts {
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
  readonly correlation: string | null;
}

/** What is shorter may stand in a summary by chance. */
const LEAST = 6;

/** Replaces the secrets of a stored event. What holds none is handed back as it is. */
export function redactStored(texts: StoredTexts): StoredTexts {
  const before = JSON.parse(texts.data) as Json;
  const after = sanitise(before);
  const data = after === before ? texts.data : JSON.stringify(after);
  const summary = withoutParts(redactText(texts.summary), replacedTexts(before, after));
  const correlation = texts.correlation === null ? null : redactText(texts.correlation);
  const isSame = data === texts.data && summary === texts.summary &&
    correlation === texts.correlation;
  return isSame ? texts : { summary, data, correlation };
}

/** A summary may show a value whose name alone tells that it is a secret. */
function withoutParts(summary: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(secret, "[redacted]"), summary);
}

/** Texts that were replaced as a whole. */
function replacedTexts(before: Json, after: Json): readonly string[] {
  if (before === after) return [];
  if (typeof before === "string") {
    return after === "[redacted]" && before.length >= LEAST ? [before] : [];
  }
  if (!isParent(before) || !isParent(after)) return [];
  const [old, now] = [Object.values(before), Object.values(after)];
  return old.flatMap((value, index) => replacedTexts(value, now[index] ?? null));
}

function isParent(value: Json): value is Exclude<Json, string | number | boolean | null> {
  return typeof value === "object" && value !== null;
}
