import { isTest, type SourceFile } from "./source_tree.ts";

/** A folder, and the folders that its files may import from beside itself. */
export interface Room {
  /** Such as `lib/server`. */
  readonly folder: string;
  /** `null`: any. */
  readonly imports: readonly string[] | null;
}

/**
 * Reads the table of rooms in `docs/architecture.md`: rows whose first cell is a folder of `lib/` in
 * backquotes; their last cell lists folders, `-` or `any`.
 */
export function readRooms(page: string): Room[] {
  return [...page.matchAll(/^\| `(lib\/[\w/]*?)\/?` +\|.*\| ([^|]*?) +\|$/gm)].map(
    ([, folder = "", cell = ""]) => ({
      folder,
      imports: cell === "any" ? null : [...cell.matchAll(/`([\w/.]+?)\/?`/g)]
        .map(([, name = ""]) => `lib/${name}`),
    }),
  );
}

/** Files that every room may import. */
const FOR_ALL = ["lib/address.ts", "lib/clock.ts", "lib/user_error.ts", "lib/version.ts"];

/** Finds imports that the table does not allow, and folders that it does not name. Tests are free. */
export function checkRooms(
  files: readonly Pick<SourceFile, "path" | "imports">[],
  rooms: readonly Room[],
): string[] {
  const problems: string[] = [];
  const roomOf = (path: string) =>
    rooms.filter(({ folder }) => path.startsWith(`${folder}/`))
      .sort((left, right) => right.folder.length - left.folder.length)[0];
  for (const { path, imports } of files) {
    if (!/^lib\/.+\//.test(path) || isTest(path)) continue;
    const room = roomOf(path);
    if (room === undefined) {
      problems.push(`${path} is in no room of docs/architecture.md`);
      continue;
    }
    for (const target of imports) {
      const other = roomOf(target.path);
      if (other === room || room.imports === null || FOR_ALL.includes(target.path)) continue;
      const named = other?.folder ?? target.path;
      if (!room.imports.includes(named)) {
        problems.push(
          `${path} imports ${target.path}: \`${room.folder}/\` may not import ${named}/`,
        );
      }
    }
  }
  return problems;
}

/** Finds rooms of the table that may import each other, directly or through others. */
export function checkLayers(rooms: readonly Room[]): string[] {
  const left = new Map(rooms.map(({ folder, imports }) => [folder, new Set(imports ?? [])]));
  // Rooms without imports are taken away until none is left, or only circles are.
  for (let found = true; found;) {
    found = false;
    for (const [folder, imports] of left) {
      if ([...imports].some((name) => left.has(name))) continue;
      left.delete(folder);
      found = true;
    }
  }
  return left.size === 0
    ? []
    : [`Rooms may import each other in a circle, among ${[...left.keys()].join(", ")}`];
}
