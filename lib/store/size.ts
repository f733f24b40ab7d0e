import { lookup } from "../events/lookup.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** Reads a size such as `500 MB`, `2GiB` or `1.5g`, in bytes; a kilobyte has 1024 here. */
export function parseSize(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)\s*(b|[kmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  const factor = lookup(UNITS, unit.toLowerCase());
  return amount === undefined || factor === undefined
    ? undefined
    : Math.round(Number(amount) * factor);
}
