/** How a text is laid out, so that what is added looks like the rest. */
export interface TextStyle {
  /** Whether it is indented by spaces, not tabs. */
  readonly spaces: boolean;
  /** Characters a level. */
  readonly width: number;
  readonly eol: "\n" | "\r\n";
}

/** Reads the style from the first indented line; two spaces where there is none. */
export function styleOf(text: string): TextStyle {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /\n([ \t]+)(?=["{[}\]])/.exec(text)?.[1] ?? "  ";
  return { spaces: !indent.includes("\t"), width: indent.includes("\t") ? 1 : indent.length, eol };
}
