const UTF_8 = new TextDecoder();

/** Decodes a text; one of an unknown charset as UTF-8. Wrong bytes become U+FFFD. */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  if (charset === undefined || /^utf-?8$/i.test(charset)) return UTF_8.decode(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return UTF_8.decode(bytes);
  }
}
