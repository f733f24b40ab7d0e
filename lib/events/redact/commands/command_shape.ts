import type { Shape } from "../shapes/shape.ts";
import type { Span } from "../span.ts";
import { findArguments } from "./find_arguments.ts";
import { PROGRAMS } from "./programs.ts";
import { type ShellWord, shellWords } from "./shell_words.ts";

/** Secrets among the arguments of known programs. */
export const COMMAND_SHAPE: Shape = {
  hints: Array.from(PROGRAMS.keys(), (name) => `^${name}`),
  find(text, at) {
    if (!/[\s"'`$(;|&/]/.test(text[at - 1] ?? " ")) return null;
    const name = /^[\w.-]{2,24}(?=[ \t]|\\)/.exec(text.slice(at, at + 26))?.[0];
    if (name === undefined || !PROGRAMS.has(name.replace(/\.exe$/i, ""))) return null;
    const { words, end } = shellWords(text, at);
    const spans = spansOf(words);
    for (const word of words) {
      // Another shell's command: `sh -c "…"`.
      if (/\s/.test(word.text)) {
        const start = word.start + (word.text.startsWith("$(") ? 2 : 0);
        spans.push(...spansOf(shellWords(text, start, word.end).words));
      }
    }
    return { spans, end };
  },
};

function spansOf(words: readonly ShellWord[]): Span[] {
  return findArguments(words).flatMap((part): Span[] => {
    const word = words[part.word];
    return word === undefined ? [] : [spanIn(word, part)];
  });
}

function spanIn(
  word: ShellWord,
  { start, end, kind }: { readonly start: number; readonly end: number; readonly kind: string },
): Span {
  return { start: word.start + start, end: word.start + end, kind };
}

/** What takes a password from its standard input. */
const READERS =
  /(?:echo|printf|print|Write-Output)(?:[ \t]+-\w+)*(?:[ \t]+["']%s(?:\\n)?["'])?[ \t]+(\\{0,7}["']?)([^\r\n|]{3,200}?)\1[ \t]*\|[^\r\n|;]{0,200}$/i;

/** `echo password | program`, and `program <<< password`. */
export const STDIN_SHAPE: Shape = {
  hints: [
    "chpasswd",
    "--password-stdin",
    "sudo -s",
    "--stdin",
    "--with-token",
    "passphrase-fd 0",
    "--pass-stdin",
    "cryptsetup",
  ],
  find(text, at) {
    const from = Math.max(0, at - 500);
    const before = text.slice(from, at);
    const found = READERS.exec(before);
    const [, , given = ""] = found ?? [];
    if (found === null) return hereString(text, at);
    const isPair = text.startsWith("chpasswd", at);
    const value = isPair ? given.slice(given.indexOf(":") + 1) : given;
    if (value.length < 3 || /^(?:\$|`|<|\[redacted)/.test(value)) return null;
    const start = from + found.index + found[0].lastIndexOf(value);
    return { start, end: start + value.length, kind: "password" };
  },
};

const HERE = /[^\r\n;|&]{0,80}<<<[ \t]*(\\{0,7}["']?)(?!\$)([^\r\n"']{3,200})\1/y;

function hereString(text: string, at: number): Span | null {
  HERE.lastIndex = at;
  const found = HERE.exec(text);
  const value = found?.[2]?.trimEnd();
  if (found === null || value === undefined || /^[$`<[]/.test(value)) return null;
  const start = at + found[0].lastIndexOf(value);
  return { start, end: start + value.length, kind: "password" };
}
