/**
 * Breaks a text between words into lines.
 *
 * @param width columns of a line; a longer word has a line of its own
 * @param columnsOf how many columns a text takes
 */
export function wrap(
  text: string,
  width: number,
  columnsOf: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columnsOf(longer) > width && line !== "") {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
