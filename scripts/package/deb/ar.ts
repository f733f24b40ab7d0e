import type { PackedFile } from "../release_input.ts";

/** Packs files as ar, in the given order, all of root and of one time: the outside of a `.deb`. */
export function packAr(files: readonly PackedFile[], date: Date): Uint8Array<ArrayBuffer> {
  const seconds = Math.floor(date.getTime() / 1000);
  const parts = files.flatMap(({ path, bytes }) => {
    const header = [
      path.padEnd(16),
      `${seconds}`.padEnd(12),
      "0".padEnd(6),
      "0".padEnd(6),
      "100644".padEnd(8),
      `${bytes.length}`.padEnd(10),
      "`\n",
    ].join("");
    // Each file begins at an even place.
    return [encode(header), bytes, encode("\n".repeat(bytes.length % 2))];
  });
  return concat([encode("!<arch>\n"), ...parts]);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
