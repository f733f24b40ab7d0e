/** Who a file or folder belongs to, as `lstat` tells. */
export type Owned = Pick<
  Deno.FileInfo,
  "isFile" | "isDirectory" | "isSymlink" | "uid" | "mode" | "nlink"
>;

/** The user that this process runs as; `null` where the system has no such numbers. */
export type User = number | null;

const ROOT = 0;
const WRITE_FOR_OTHERS = 0o022;

/** Why a folder is not to be trusted, as a sentence; `null` when it is. */
export function folderProblem(info: Owned, user: User): string | null {
  if (info.isSymlink) return ownerProblem(info, user);
  if (!info.isDirectory) return "A file is in the place of the folder";
  return ownerProblem(info, user) ?? writeProblem(info);
}

/** Why a file is not to be trusted, as a sentence; `null` when it is. */
export function fileProblem(info: Owned, user: User): string | null {
  if (info.isSymlink) return "It is a symbolic link";
  if (!info.isFile) return "It is no regular file";
  if ((info.nlink ?? 1) > 1) return "It has another name (hard link)";
  return ownerProblem(info, user) ?? writeProblem(info);
}

/** Why what somebody else may own is not to be trusted; links and modes aside. */
export function ownerProblem({ uid }: Pick<Owned, "uid">, user: User): string | null {
  if (user === null || uid === null || uid === user || uid === ROOT) return null;
  return `It belongs to another user (number ${uid})`;
}

function writeProblem({ mode }: Owned): string | null {
  if (mode === null || (mode & WRITE_FOR_OTHERS) === 0) return null;
  return `Other users may write to it (mode ${(mode & 0o777).toString(8).padStart(4, "0")})`;
}
