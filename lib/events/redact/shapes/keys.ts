import type { Span } from "../span.ts";
import { lineStart } from "../values/value_at.ts";
import type { Shape } from "./shape.ts";

const BEGIN = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
/** What a key goes on with, on the next line or in a very long word. */
const BODY =
  /[\s"'`+,>|#*\d:\\nr-]{0,60}(?:(?:\n|\\n|\d[\t→])[ \t>+|*#"'\d:→-]{0,30}(?:[A-Za-z0-9+/]{4}|Proc-Type|Version|Comment|[\r\n])|[A-Za-z0-9+/]{24})/y;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END_HERE = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;

/** A line of a key, with what diffs, quotes, listings and code put around it. */
const LINE = /^[ \t>+|*#"'\d:;→-]{0,24}[A-Za-z0-9+/]{4,76}={0,2}(?:\\n)?[ \t"',+\\]{0,8}\r?$/;

const MAX_LINE = 200;

/** Longer keys are none. */
const MAX_LENGTH = 20_000;

/** Private keys in PEM, whole, without their end, or without their beginning. */
export const PEM_SHAPE: Shape = {
  hints: ["-----begin", "-----end"],
  find(text, at) {
    if (text.charCodeAt(at + 5) === 69) return headless(text, at);
    BEGIN.lastIndex = at;
    const opening = BEGIN.exec(text)?.[0];
    if (opening === undefined) return null;
    BODY.lastIndex = at + opening.length;
    const isCut = at + opening.length >= text.trimEnd().length;
    if (isCut || !BODY.test(text)) return null;
    END.lastIndex = at;
    const closing = END.exec(text);
    const end = closing === null ? text.length : closing.index + closing[0].length;
    return { start: at, end, kind: "private key" };
  },
};

function headless(text: string, at: number): Span | null {
  END_HERE.lastIndex = at;
  if (!END_HERE.test(text)) return null;
  let start = at;
  const least = Math.max(0, at - MAX_LENGTH);
  let end = lineStart(text, at, MAX_LINE) - 1;
  while (end > least) {
    const line = lineStart(text, end, MAX_LINE);
    if (line < least || !LINE.test(text.slice(line, end))) break;
    start = line;
    end = line - 1;
  }
  return start === at ? null : { start, end: at, kind: "private key" };
}

const PPK =
  /Private-Lines:[ \t]*\d{1,4}[ \t]*(?:\r?\n|\\n)((?:[A-Za-z0-9+/=]{4,80}(?:\r?\n|\\n|$)){1,400})/iy;

/** Private lines of PuTTY's key files. */
export const PPK_SHAPE: Shape = {
  hints: ["private-lines:"],
  find(text, at) {
    PPK.lastIndex = at;
    const found = PPK.exec(text);
    const lines = found?.[1]?.trimEnd();
    if (found === null || lines === undefined) return null;
    const start = at + found[0].length - (found[1]?.length ?? 0);
    return { start, end: start + lines.length, kind: "private key" };
  },
};
