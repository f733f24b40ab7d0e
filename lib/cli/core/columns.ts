import stringWidth from "string-width";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns that a text takes in a terminal: two for most East Asian letters and emoji. */
export function columnsOf(text: string): number {
  return isAscii(text) ? text.length : stringWidth(text);
}

/** Fills a text up with spaces to so many columns; a longer one stays as it is. */
export function padColumns(text: string, columns: number, side: "left" | "right" = "right") {
  const space = " ".repeat(Math.max(0, columns - columnsOf(text)));
  return side === "left" ? space + text : text + space;
}

/** Cuts a text that takes more than so many columns, between two letters, with an ellipsis. */
export function cutColumns(text: string, columns: number): string {
  if (text.length * 2 <= columns || columnsOf(text) <= columns) return text;
  let kept = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += columnsOf(segment);
    if (used > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
