/** Tells how big the page is, and fails when it has grown beyond its budget. */
import { gzipSync } from "node:zlib";
import { ensureBundle } from "./bundle.ts";

/** Bytes that all of the page may take together, compressed. */
export const BUDGET = 90_000;

const ROOT = new URL("../..", import.meta.url);
const PARTS = [
  "static/index.html",
  "static/theme.js",
  "static/icon.svg",
  "static/dist/app.css",
  "static/dist/app.js",
];

/** Bytes of each part of the page, compressed as a server would. */
export async function bundleSizes(): Promise<ReadonlyMap<string, number>> {
  await ensureBundle();
  const sizes = PARTS.map(async (part) => {
    const bytes = await Deno.readFile(new URL(part, ROOT));
    return [part, gzipSync(bytes, { level: 9 }).length] as const;
  });
  return new Map(await Promise.all(sizes));
}

if (import.meta.main) {
  const sizes = await bundleSizes();
  const total = sizes.values().reduce((sum, size) => sum + size, 0);
  const lines = Array.from(sizes, ([part, size]) => `${String(size).padStart(7)}  ${part}`);
  const text = [...lines, `${String(total).padStart(7)}  of ${BUDGET} bytes, gzip`].join("\n");
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
  if (total > BUDGET) Deno.exit(1);
}
