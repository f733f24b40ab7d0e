import { parse, type ParseError, printParseErrorCode } from "jsonc-parser";

/**
 * Why Claude Code discards a settings file that our edits can read, with all that is in it: it
 * takes strict JSON only.
 *
 * @returns what is in its way, and in which line; `null` for a file that it takes
 */
export function refusedIn(text: string): string | null {
  const own = text.replace(/^\ufeff/, "");
  if (own.trim() === "" || isStrict(own)) return null;
  const errors: ParseError[] = [];
  parse(own, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error === undefined) return "It is not strict JSON";
  const line = own.slice(0, error.offset).split("\n").length;
  return `It has ${inWords(error.error)} in line ${line}`;
}

function isStrict(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function inWords(code: number): string {
  const name = printParseErrorCode(code);
  switch (name) {
    case "InvalidCommentToken":
      return "a comment";
    case "PropertyNameExpected":
    case "ValueExpected":
      return "a trailing comma";
    default:
      return `an error (${name})`;
  }
}
