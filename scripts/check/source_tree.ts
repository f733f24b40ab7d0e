import { walk } from "@std/fs/walk";
import { dirname, join, normalize, relative } from "node:path/posix";

/** One source file: its text, and what it imports from files of the repository. */
export interface SourceFile {
  /** From the repository's folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly SourceImport[];
}

/** One import, or one line that exports from another file. */
export interface SourceImport {
  /** The file that it names, from the repository's folder. */
  readonly path: string;
  /** The names that are taken from it; `null` for all of them. */
  readonly names: readonly string[] | null;
}

/** The folders that hold source. */
const ROOTS = ["lib", "scripts", "static", "tests"];

/**
 * Reads all TypeScript files.
 *
 * @param root the repository's folder
 */
export async function readSources(root: string): Promise<SourceFile[]> {
  const paths = (await listFiles(root)).filter((path) => /(?<!\.d)\.tsx?$/.test(path));
  return await Promise.all([...paths, "main.ts"].map(async (path) => {
    return readSource(path, await Deno.readTextFile(join(root, path)));
  }));
}

/** Reads the documents: those of the repository's folder, and those in `docs/`. */
export async function readPages(root: string): Promise<Pick<SourceFile, "path" | "text">[]> {
  const paths: string[] = [];
  for (const folder of ["", "docs/"]) {
    for await (const { name, isFile } of Deno.readDir(join(root, folder))) {
      if (isFile && name.endsWith(".md")) paths.push(folder + name);
    }
  }
  return await Promise.all(
    paths.sort().map(async (path) => ({
      path,
      text: await Deno.readTextFile(join(root, path)),
    })),
  );
}

/** Lists the files of all folders with source, but for what is built. */
export async function listFiles(root: string): Promise<string[]> {
  const paths: string[] = [];
  for (const folder of ROOTS) {
    for await (const { path } of walk(join(root, folder), { includeDirs: false })) {
      const own = relative(root, path.replaceAll("\\", "/"));
      if (!own.startsWith("static/dist/")) paths.push(own);
    }
  }
  return paths.sort();
}

const STATIC =
  /^(?:import|export)\s(?:type\s)?([^"';]*?)\sfrom\s+"(\.[^"]+)"|^import\s+"(\.[^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"(\.[^"]+)"|new URL\(\s*"(\.[^"]+\.ts)", import\.meta\.url/g;

/** Reads the imports of one file. Those of packages are left out. */
export function readSource(path: string, text: string): SourceFile {
  const at = (target: string) => normalize(join(dirname(path), target));
  const imports: SourceImport[] = [];
  for (const [, names = "", from, bare] of text.matchAll(STATIC)) {
    const target = from ?? bare;
    if (target !== undefined) imports.push({ path: at(target), names: namesIn(names) });
  }
  for (const [, from, worker] of text.matchAll(DYNAMIC)) {
    const target = from ?? worker;
    if (target !== undefined) imports.push({ path: at(target), names: null });
  }
  return { path, text, imports };
}

function namesIn(clause: string): readonly string[] | null {
  const list = clause.match(/^\{([^}]*)\}$/s)?.[1];
  if (list === undefined) return null;
  return list.split(",").map((name) =>
    name.trim().replace(/^type\s+/, "").split(/\s+as\s+/)[0] ?? ""
  )
    .filter((name) => name !== "");
}

/** Whether a file holds tests, or samples that only tests use. */
export function isTest(path: string): boolean {
  return /_test\.tsx?$/.test(path) || /(^|\/)_[^/]*$/.test(path);
}
