// deno-lint-ignore no-control-regex -- these are what must go: they would steer a terminal
const UNTIDY = /[^\S ]|[\u0000-\u001f\u007f-\u009f]| {2}|^ | $/;

/**
 * Any text as one line for people: no control characters, runs of white space as one space, cut
 * with an ellipsis.
 *
 * @param most characters, the ellipsis included
 */
export function oneLine(text: string, most = 160): string {
  if (text.length <= most && !UNTIDY.test(text) && text.isWellFormed()) return text;
  const line = text.slice(0, most * 4)
    // deno-lint-ignore no-control-regex -- these are what must go: they would steer a terminal
    .replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .trim()
    .toWellFormed();
  if (line.length <= most) return text.length > most * 4 ? `${cut(line, most - 1)}…` : line;
  return `${cut(line, most - 1)}…`;
}

// Never between the two halves of a character.
function cut(line: string, most: number): string {
  const last = line.charCodeAt(most - 1);
  return line.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most).trimEnd();
}
