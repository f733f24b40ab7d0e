/** One word for a POSIX shell, whatever it holds. */
export function quote(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The word that {@linkcode quote} was given; `null` for what it would not write. */
export function unquote(text: string): string | null {
  if (/^[\w./:=@%+-]+$/.test(text)) return text;
  if (!/^'(?:[^']|'\\'')*'$/.test(text)) return null;
  return text.slice(1, -1).replaceAll(`'\\''`, "'");
}
