/** Reading and changing the text of a settings file, and nothing in it but what is meant. */
import {
  applyEdits,
  findNodeAtLocation,
  type JSONPath,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { styleOf, type TextStyle } from "./text_style.ts";

/** A settings file that cannot be changed safely; the message says why. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Some editors on Windows begin a file with it. */
const BOM = "\ufeff";
const EMPTY: Node = { type: "object", offset: 0, length: 0, children: [] };
/** What we change lies in these; each must be an object where it is there. */
const OBJECTS = ["hooks", "env", "statusLine"];

/** Changes a text behind its byte order mark, where it has one. */
export function behindMark(text: string, change: (text: string) => string): string {
  return text.startsWith(BOM) ? BOM + change(text.slice(BOM.length)) : change(text);
}

/**
 * Reads the text, and refuses what our edits could not understand.
 *
 * @param text an empty one is as good as `{}`
 * @throws {SettingsError} when the text is not what Claude Code could read
 */
export function parseSettings(text: string): Node {
  const errors: ParseError[] = [];
  if (text.trim() === "") return EMPTY;
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split("\n").length;
    const what = printParseErrorCode(error.error).replaceAll(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase();
    throw new SettingsError(`It is not valid JSON: ${what} in line ${line}`);
  }
  if (root?.type !== "object") throw new SettingsError("It holds no JSON object");
  refuseTwice(root);
  for (const name of OBJECTS) {
    const part = findNodeAtLocation(root, [name]);
    if (part === undefined) continue;
    if (part.type !== "object") throw new SettingsError(`Its "${name}" is no object`);
    refuseTwice(part);
  }
  for (const property of findNodeAtLocation(root, ["hooks"])?.children ?? []) {
    const [name, value] = property.children ?? [];
    if (value?.type !== "array") {
      throw new SettingsError(`Its hooks for "${name?.value}" are no list`);
    }
  }
  return root;
}

/** Sets a value, or removes it with `undefined`; what is added looks like the rest. */
export function setValue(
  text: string,
  path: JSONPath,
  value: unknown,
  style: TextStyle = styleOf(text),
): string {
  const edits = modify(text, path, value, {
    isArrayInsertion: path.at(-1) === -1,
    formattingOptions: { insertSpaces: style.spaces, tabSize: style.width, eol: style.eol },
  });
  return applyEdits(text, edits);
}

/** A text that something can be put into. */
export function notEmpty(text: string): string {
  return text.trim() === "" ? `{}${styleOf(text).eol}` : text;
}

/** Programs differ in which of two they take. */
function refuseTwice(object: Node): void {
  const names = new Set<unknown>();
  for (const property of object.children ?? []) {
    const name = property.children?.[0]?.value;
    if (names.has(name)) throw new SettingsError(`It has "${name}" twice`);
    names.add(name);
  }
}
