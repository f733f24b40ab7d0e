import { resolve } from "@std/path/resolve";
import { parseSize } from "../store/size.ts";
import { readTargets } from "../notify/targets.ts";
import { readPort } from "../ports/range.ts";
import type { Kind } from "./setting.ts";

/** Events are kept for a hundred years at most. */
const MAX_DAYS = 36_500;

/** A store that may take less would be empty most of the time. */
const MIN_STORE_BYTES = 10 * 1024 ** 2;

/** A port of TCP. */
export const PORT: Kind<number> = {
  form: "a number from 1 to 65535",
  noun: "port",
  parse: readPort,
  format: String,
};

/** On or off. */
export const SWITCH: Kind<boolean> = {
  form: "on or off",
  parse: (text) =>
    /^(on|true|yes|1)$/i.test(text) ? true : /^(off|false|no|0)$/i.test(text) ? false : undefined,
  format: (value) => value ? "on" : "off",
};

/** Any text. */
export const TEXT: Kind<string> = {
  form: "a text",
  parse: (text) => text === "" ? undefined : text,
  format: (value) => value,
};

/** A file; a relative path starts in the working folder. */
export const PATH: Kind<string> = {
  form: "the path of a file",
  parse: (text) => text === "" ? undefined : resolve(text),
  format: (value) => value,
};

/** Words, separated by commas. */
export const LIST: Kind<readonly string[]> = {
  form: "one or more, separated by commas",
  parse: (text) => text.split(",").map((word) => word.trim()).filter((word) => word !== ""),
  format: (value) => value.join(","),
};

/** A whole number of days. */
export const DAYS: Kind<number> = {
  form: `a whole number of days from 1 to ${MAX_DAYS}`,
  parse: (text) =>
    /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_DAYS
      ? Number(text)
      : undefined,
  format: String,
};

/** A size on disk, in bytes. */
export const SIZE: Kind<{ readonly text: string; readonly bytes: number }> = {
  form: "a size such as 500MB or 2GiB, of 10 MB at least",
  parse: (text) => {
    const bytes = parseSize(text) ?? 0;
    return bytes >= MIN_STORE_BYTES ? { text, bytes } : undefined;
  },
  format: ({ text }) => text,
};

/** Who is told that an agent waits. */
export const TARGETS: Kind<string> = {
  form: "desktop, an address such as https://example.com/path, or both: desktop,ADDRESS",
  parse: (text) => {
    const { url } = readTargets(text);
    const good = url === null || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol));
    return good ? text : undefined;
  },
  format: (value) => value,
};

/** Whether a value from outside is a text. */
export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** Whether a value from outside is a list of texts. */
export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

/** Whether a value from outside is an amount: above zero. */
export function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}
