/** What the dashboard's bundle is made of; when none of it changed, the bundle is still good. */
export const BUNDLE_INPUTS = [
  "deno.json",
  "deno.lock",
  "lib/contract",
  "lib/dashboard",
  "lib/events",
  "lib/feed_client",
  "scripts/build/bundle.ts",
  "static/styles",
] as const;

/**
 * One line for each input file: its path, size in bytes and time of change in ms. Contents are not
 * read, so that this costs a few milliseconds.
 *
 * @param root the repository's folder, with a slash at the end
 */
export async function stampInputs(root: string): Promise<string> {
  const found = await Promise.all(BUNDLE_INPUTS.map((path) => stampPath(root, path)));
  return found.flat().sort().join("\n") + "\n";
}

async function stampPath(root: string, path: string): Promise<string[]> {
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(root + path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  if (info.isFile) return [`${path} ${info.size} ${info.mtime?.getTime() ?? 0}`];
  const below: Promise<string[]>[] = [];
  for await (const entry of Deno.readDir(root + path)) {
    if (!isTest(entry.name)) below.push(stampPath(root, `${path}/${entry.name}`));
  }
  return (await Promise.all(below)).flat();
}

function isTest(name: string): boolean {
  return /_test\.tsx?$/.test(name);
}
