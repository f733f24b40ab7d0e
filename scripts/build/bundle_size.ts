/** Tells how big the page is, and fails when it has grown beyond its budgets. */
import { gzipSync } from "node:zlib";
import { ensureBundle } from "./bundle.ts";

/** Bytes that may be loaded before the page shows its first rows, compressed. */
export const FIRST_BUDGET = 90_000;
/** Bytes that what the other views load later may take together, compressed. */
export const LATER_BUDGET = 60_000;

const ROOT = new URL("../..", import.meta.url);
const DIST = new URL("static/dist/", ROOT);
const PARTS = ["index.html", "theme.js", "icon.svg", "dist/app.css"];

/** Bytes of each file, compressed as a server would. */
export interface BundleSizes {
  /** What the page needs before it shows its first rows. */
  readonly first: ReadonlyMap<string, number>;
  /** What single views load afterwards. */
  readonly later: ReadonlyMap<string, number>;
}

/** How much each part of the page weighs. */
export async function bundleSizes(): Promise<BundleSizes> {
  await ensureBundle();
  const scripts = new Map<string, string>();
  for await (const { name } of Deno.readDir(DIST)) {
    if (name.endsWith(".js")) scripts.set(name, await Deno.readTextFile(new URL(name, DIST)));
  }
  const early = importedWith("app.js", scripts);
  const late = [...scripts.keys()].filter((name) => !early.has(name));
  return {
    first: await sizesOf([...PARTS, ...Array.from(early, (name) => `dist/${name}`)]),
    later: await sizesOf(late.map((name) => `dist/${name}`)),
  };
}

/**
 * The files that a browser must have before it runs a script: itself and all that it imports, but
 * not what it imports when it is needed.
 *
 * @param scripts the text of each script, by its name
 */
export function importedWith(
  entry: string,
  scripts: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const name of found) {
    for (const [, other] of (scripts.get(name) ?? "").matchAll(/(?:from|import)"\.\/([^"]+)"/g)) {
      if (other !== undefined) found.add(other);
    }
  }
  return found;
}

async function sizesOf(parts: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const sizes = parts.map(async (part) => {
    const bytes = await Deno.readFile(new URL(`static/${part}`, ROOT));
    return [part, gzipSync(bytes, { level: 9 }).length] as const;
  });
  return new Map(await Promise.all(sizes));
}

/** Bytes of all of them together. */
export function totalOf(sizes: ReadonlyMap<string, number>): number {
  return sizes.values().reduce((sum, size) => sum + size, 0);
}

if (import.meta.main) {
  const { first, later } = await bundleSizes();
  const list = (sizes: ReadonlyMap<string, number>, budget: number, words: string) => [
    ...Array.from(sizes, ([part, size]) => `${String(size).padStart(7)}  ${part}`),
    `${String(totalOf(sizes)).padStart(7)}  of ${budget} bytes ${words}, gzip`,
  ];
  const text = [
    ...list(first, FIRST_BUDGET, "before the first rows"),
    "",
    ...list(later, LATER_BUDGET, "loaded later"),
  ].join("\n");
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
  if (totalOf(first) > FIRST_BUDGET || totalOf(later) > LATER_BUDGET) Deno.exit(1);
}
