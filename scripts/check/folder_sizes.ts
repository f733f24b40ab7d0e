import { dirname } from "node:path/posix";
import { isTest } from "./source_tree.ts";

/** A folder with more files than this is no map any more. */
const MAX_FILES = 16;

/**
 * Finds folders with more than 16 files, tests aside. `docs/architecture.md` may give a reason for
 * one, as a line of a list that begins with its name: ``- `lib/cli/commands/`: a file a command``.
 */
export function checkFolderSizes(paths: readonly string[], page: string): string[] {
  const files = paths.filter((path) => !isTest(path));
  return [...Map.groupBy(files, dirname)].flatMap(([folder, members]) => {
    if (members.length <= MAX_FILES || page.includes(`\n- \`${folder}/\`: `)) return [];
    return [
      `${folder}/ holds ${members.length} files: group them, or give the reason in docs/architecture.md`,
    ];
  });
}
