import type { Json } from "../event.ts";
import { findArguments, nameOf } from "./commands/find_arguments.ts";
import { PROGRAMS } from "./commands/programs.ts";
import { fieldName } from "./fields.ts";
import { isNameItself, isOpaque, isPlaceholder } from "./values/ordinary.ts";

/** A program is named among the first items. */
const FIRST = 8;

/** More items are no command and no list of headers. */
const MAX_ITEMS = 1000;

const MAX_NAME = 60;

/**
 * Replaces the secrets among texts that follow each other: arguments of a command, and names with
 * their values behind them. `null` where there is none.
 *
 * @param command the program, where it stands beside its arguments
 */
export function redactItems(items: readonly Json[], command?: string): Json[] | null {
  if (items.length < (command === undefined ? 2 : 1) || items.length > MAX_ITEMS) return null;
  let copy: Json[] | null = null;
  const replace = (index: number, text: string) => {
    copy ??= [...items];
    copy[index] = text;
  };
  for (let index = 1; index < items.length; index++) {
    const name = items[index - 1];
    const value = items[index];
    if (typeof name !== "string" || typeof value !== "string") continue;
    if (name.length <= MAX_NAME && isNamed(name, value)) replace(index, "[redacted]");
  }
  for (const [index, text] of argumentsOf(items, command)) replace(index, text);
  return copy;
}

function isNamed(name: string, value: string): boolean {
  if (value.length < 4 || !/^-{0,2}[\p{L}\w.-]+$/u.test(name)) return false;
  const { secret } = fieldName(name.replace(/^-{1,2}/, ""));
  if (
    secret === null || value.startsWith("-") || value.startsWith("[redacted") ||
    isPlaceholder(value)
  ) return false;
  if (name.startsWith("-")) return secret.strength !== "opaque" || isOpaque(value);
  // Lists of names are no pairs.
  if (/authorization$/i.test(name)) return /^[\w-]{3,20} \S{6,}$/.test(value) || isOpaque(value);
  return isOpaque(value) && !isNameItself(value);
}

function argumentsOf(
  items: readonly Json[],
  command: string | undefined,
): readonly (readonly [number, string])[] {
  const isProgram = (item: Json | undefined) =>
    typeof item === "string" && item.length < 60 && PROGRAMS.has(nameOf(item));
  if (!isProgram(command) && !items.slice(0, FIRST).some(isProgram)) return [];
  const words = items.map((item) => ({ text: typeof item === "string" ? item : "" }));
  const offset = command === undefined ? 0 : 1;
  const all = command === undefined ? words : [{ text: command }, ...words];
  return findArguments(all).flatMap(({ word, start, end, kind }): [number, string][] => {
    const text = all[word]?.text ?? "";
    if (word < offset) return [];
    return [[word - offset, `${text.slice(0, start)}[redacted: ${kind}]${text.slice(end)}`]];
  });
}
