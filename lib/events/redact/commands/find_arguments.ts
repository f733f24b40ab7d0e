import { type Held, type Program, PROGRAMS, type SecretOption } from "./programs.ts";
import type { ShellWord } from "./shell_words.ts";
import { isPlaceholder } from "../values/ordinary.ts";

/** A part of a word of a command that is secret. */
export interface SecretPart {
  readonly word: number;
  /** Within the word. */
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

/**
 * Finds what options and operands of known programs hold secrets.
 *
 * @param words a command: the program, its arguments, and perhaps another program that it runs
 */
export function findArguments(words: readonly Pick<ShellWord, "text">[]): readonly SecretPart[] {
  const parts: SecretPart[] = [];
  let program: Program | undefined;
  let operands: string[] = [];
  let lastOperand = -1;
  let wantsLast = false;
  const finish = () => {
    if (wantsLast && lastOperand !== -1) {
      parts.push(...partsOf(words, lastOperand, 0, "all"));
    }
  };
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? "";
    const other = PROGRAMS.get(nameOf(text));
    if (
      other !== undefined &&
      (program === undefined || index === 0 || !isSubcommand(program, operands))
    ) {
      finish();
      program = other;
      operands = [];
      lastOperand = -1;
      wantsLast = false;
      continue;
    }
    if (program === undefined) continue;
    const { lastWith } = program;
    if (lastWith !== undefined && new RegExp(`^-[a-zA-Z]*${lastWith}`).test(text)) wantsLast = true;
    const option = program.options.find((option) =>
      isOption(option, text) && (option.after === undefined || operands.includes(option.after))
    );
    if (option !== undefined) {
      const attachedAt = attachedValue(option, text);
      if (attachedAt === -1) {
        parts.push(...partsOf(words, index + 1, 0, option.held));
        index++;
      } else parts.push(...partsOf(words, index, attachedAt, option.held));
      continue;
    }
    // Options of Windows' programs begin with a slash.
    if (text.startsWith("-") || /^\/[a-z]{1,12}(?::\S*)?$/i.test(text)) continue;
    // What follows is a command of its own.
    if (program.runsOthers) {
      program = undefined;
      continue;
    }
    lastOperand = index;
    const isOther = /^(?:user(?:name)?|role|method|path|mount|url)=/.test(text);
    if (!isOther && program.operands.some((before) => matches(before, operands))) {
      parts.push(...partsOf(words, index, 0, program.operandHeld));
      if (program.operandHeld === "=") continue;
    }
    operands.push(text.toLowerCase());
  }
  finish();
  return parts;
}

/** The name of the program that a word calls. */
export function nameOf(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1).replace(/\.exe$/i, "");
}

function matches(before: readonly string[], operands: readonly string[]): boolean {
  const last = operands.slice(operands.length - before.length);
  return last.length === before.length && before.every((word, index) => {
    const operand = last[index] ?? "";
    if (word.endsWith("*")) return operand.startsWith(word.slice(0, -1));
    return word === "_" || word === operand;
  });
}

function isSubcommand(program: Program, operands: readonly string[]): boolean {
  return operands.length === 0 && program.operands.length > 0;
}

function isOption({ option, attached }: SecretOption, text: string): boolean {
  if (text === option) return attached !== "must";
  if (!text.startsWith(option)) return attached === "may" && isCluster(option, text);
  return text[option.length] === "=" && option.startsWith("--") || attached !== "no";
}

/** Several letters in one word, of which this is the last, or its value follows: `-sSubob:…`. */
function isCluster(option: string, text: string): boolean {
  return /^-[a-zA-Z]$/.test(option) && /^-[a-zA-Z]{2}/.test(text) && !text.startsWith("--") &&
    text.indexOf(option[1] ?? "") > 1 &&
    /^-[fsSkLgivnNqIj]+$/.test(text.slice(0, text.indexOf(option[1] ?? "")));
}

/** Where its value begins in the word of the option; `-1` where it is the next word. */
function attachedValue({ option, attached }: SecretOption, text: string): number {
  if (text === option) return -1;
  if (!text.startsWith(option)) {
    const at = text.indexOf(option[1] ?? "") + 1;
    return at === text.length ? -1 : at;
  }
  return text[option.length] === "=" && attached !== "must" ? option.length + 1 : option.length;
}

const COOKIE = /=([^;\s]{4,})/g;

function partsOf(
  words: readonly Pick<ShellWord, "text">[],
  word: number,
  from: number,
  held: Held,
): readonly SecretPart[] {
  const whole = words[word]?.text ?? "";
  const quote = /^\\{0,7}["']/.exec(whole.slice(from))?.[0] ?? "";
  const start = from + quote.length;
  const end = quote !== "" && whole.endsWith(quote) ? whole.length - quote.length : whole.length;
  const value = whole.slice(start, end);
  if (value.length < 3 || whole.includes("[redacted") || (from === 0 && value.startsWith("-"))) {
    return [];
  }
  const part = (at: number, to = value.length): readonly SecretPart[] =>
    isLiteral(value.slice(at, to))
      ? [{ word, start: start + at, end: start + to, kind: "password" }]
      : [];
  switch (held) {
    case "all":
      return isPlaceholder(value) && !/[/\\]/.test(value) ? [] : part(0);
    case "pass":
      return value.startsWith("pass:") ? part(5) : [];
    case "cookie":
      return Array.from(value.matchAll(COOKIE)).flatMap((found) =>
        part(found.index + 1, found.index + found[0].length).map((one) => ({
          ...one,
          kind: "cookie",
        }))
      );
    case "@": {
      const [from, to] = [value.indexOf(":") + 1, value.lastIndexOf("@")];
      return from === 0 || to <= from ? [] : part(from, to);
    }
    case "/": {
      const slash = value.indexOf("/");
      const host = value.indexOf("@", slash);
      return slash < 1 ? [] : part(slash + 1, host === -1 ? value.length : host);
    }
    default: {
      const at = value.indexOf(held === "user" ? ":" : held);
      return at === -1 || (held === "user" && /^\w+:\/\//.test(value)) ? [] : part(at + 1);
    }
  }
}

function isLiteral(value: string): boolean {
  return value.length >= 2 && !/^(?:\$|\\\$|`|<|\{|%\w+%$|\[redacted|\*+$|\.{3})/.test(value);
}
