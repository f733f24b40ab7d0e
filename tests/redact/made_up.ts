/**
 * Makes up secrets: texts hold «names of shapes» and no secret, so that nobody's scanner takes them
 * for a leak. The same seed gives the same letters.
 */

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const HEX = "0123456789abcdef";
const WORDS = ["maple", "river", "stone", "cloud", "tiger", "amber", "north", "fable", "crisp"];

/** A text with secrets put in, and these. */
export interface MadeUp {
  readonly text: string;
  readonly secrets: readonly string[];
}

/** Puts a made-up secret in the place of each «shape» of a template. */
export function makeUp(template: string, seed: number): MadeUp {
  const random = randomFrom(seed);
  const secrets: string[] = [];
  const text = template.replace(/«(\w+?)(\d*)»/g, (_, shape: string, size: string) => {
    const secret = make(shape, Number(size), random);
    secrets.push(secret);
    return secret;
  });
  return { text, secrets };
}

type Random = (below: number) => number;

function make(shape: string, size: number, random: Random): string {
  const some = (letters: string, count: number) =>
    Array.from({ length: count }, () => letters[random(letters.length)] ?? "").join("");
  const words = (count: number, between: string) =>
    Array.from({ length: count }, () => WORDS[random(WORDS.length)] ?? "").join(between);
  switch (shape) {
    case "pw":
      return `Qz${some(LOWER, 3)}${some(DIGITS, 2)}${some(LOWER + UPPER, 3)}7x`;
    case "sign":
      return `Qz!${some(LOWER, 4)}#${some(DIGITS, 2)}%${some(UPPER, 3)}`;
    case "glued":
      return words(3, "");
    case "phrase":
      return words(size || 12, " ");
    case "digits":
      return `4${some("1235678", (size || 8) - 1)}`;
    case "hex":
      return `a7${some(HEX, (size || 32) - 2)}`;
    case "uuid":
      return [8, 4, 4, 4, 12].map((part) => some(HEX, part)).join("-");
    case "up":
      return `Q7${some(UPPER + DIGITS, (size || 20) - 2)}`;
    case "base":
      return `Qz7${some(LOWER + UPPER + DIGITS, (size || 40) - 3)}`;
    case "userpw":
      return btoa(`user:Qz${some(LOWER + UPPER + DIGITS, size || 12)}`);
    case "low":
      return `q7${some(LOWER + DIGITS, (size || 32) - 2)}`;
    default:
      throw new Error(`There is no shape "${shape}"`);
  }
}

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
