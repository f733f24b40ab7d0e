/** The tee in front of the status line, in the text of a settings file. */
import { findNodeAtLocation, getNodeValue, type Node } from "jsonc-parser";
import { isSameAddress } from "../address.ts";
import { readTee, type Tee, teeCommand } from "../status_line.ts";
import { behindMark, notEmpty, parseSettings, SettingsError, setValue } from "./json_text.ts";

const COMMAND = ["statusLine", "command"];

/**
 * The text with such a tee in front of the person's own status line, or in its place.
 *
 * @throws {SettingsError} when the text is not what Claude Code could read
 */
export function withTee(text: string, target: Omit<Tee, "own">): string {
  return behindMark(text, (text) => {
    const root = parseSettings(text);
    const own = commandIn(root);
    if (own === null) {
      if (findNodeAtLocation(root, ["statusLine"]) !== undefined) {
        throw new SettingsError('Its "statusLine" has no command');
      }
      const statusLine = { type: "command", command: teeCommand({ ...target, own }) };
      return setValue(notEmpty(text), ["statusLine"], statusLine);
    }
    const tee = readTee(own);
    if (isSameAddress(tee, target) && tee?.token === target.token) return text;
    const command = teeCommand({ ...target, own: tee === null ? own : tee.own });
    return setValue(text, COMMAND, command);
  });
}

/**
 * The text with the person's own status line again, or with none.
 *
 * @param before the text as it once was, which tells how the command was written
 */
export function withoutTee(text: string, before: string | null): string {
  return behindMark(text, (text) => {
    const root = parseSettings(text);
    const tee = teeIn(root);
    if (tee === null) return text;
    // Without a command, what else somebody wrote there has no meaning.
    if (tee.own === null) return setValue(text, ["statusLine"], undefined);
    const node = findNodeAtLocation(root, COMMAND);
    if (node === undefined) return text;
    const raw = rawCommand(before, tee.own) ?? JSON.stringify(tee.own);
    return text.slice(0, node.offset) + raw + text.slice(node.offset + node.length);
  });
}

/** The tee in a text; `null` where there is none. */
export function teeOf(text: string): Tee | null {
  let found: Tee | null = null;
  behindMark(text, (text) => {
    found = teeIn(parseSettings(text));
    return text;
  });
  return found;
}

function teeIn(root: Node): Tee | null {
  const command = commandIn(root);
  return command === null ? null : readTee(command);
}

function commandIn(root: Node): string | null {
  const statusLine = findNodeAtLocation(root, ["statusLine"]);
  const command: unknown = statusLine === undefined ? null : getNodeValue(statusLine).command;
  return typeof command === "string" && command.trim() !== "" ? command : null;
}

/** A text can be written in several ways in JSON: this is the person's own. */
function rawCommand(before: string | null, command: string): string | null {
  const text = before?.replace(/^\ufeff/, "") ?? "";
  const node = findNodeAtLocation(parseSettings(text), COMMAND);
  if (node === undefined || getNodeValue(node) !== command) return null;
  return text.slice(node.offset, node.offset + node.length);
}
