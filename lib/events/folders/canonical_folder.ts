import { composed } from "../composed.ts";

/** What a path of POSIX has where something is to be done. */
const ODD = /[^ -~]|\/\.{0,2}(?:\/|$)/;

/**
 * One spelling of a folder's path for all in which it comes: a `file:` address, either slash and
 * either case of a Windows drive, `.` and `..`, slashes that are too many, composed or decomposed
 * letters. A relative path only loses its last slash.
 */
export function canonicalFolder(path: string): string {
  if (path.startsWith("/") && !ODD.test(path)) return path;
  const plain = withoutPrefix(fromAddress(composed(path)));
  const drive = /^([A-Za-z]):(?=[\\/]|$)/.exec(plain)?.[1];
  if (drive !== undefined) {
    return `${drive.toUpperCase()}:\\${resolved(plain.slice(2), /[\\/]+/).join("\\")}`;
  }
  if (/^\\\\[^\\/]/.test(plain)) return `\\\\${resolved(plain, /[\\/]+/).join("\\")}`;
  if (plain.startsWith("/")) return `/${resolved(plain, /\/+/).join("/")}`;
  return plain.replace(/(.)[\\/]+$/, "$1");
}

/**
 * What all spellings of a folder have in common, for comparing. Windows' file systems, and macOS'
 * below `/Users`, do not tell upper from lower case; a path alone says nothing about others.
 */
export function folderKey(path: string): string {
  const folder = canonicalFolder(path);
  return /^(?:[A-Z]:|\\\\|\/Users\/)/.test(folder) ? folder.toLowerCase() : folder;
}

function fromAddress(text: string): string {
  const [, host = "", path = ""] = /^file:\/\/([^/]*)(\/.*)$/i.exec(text) ?? [];
  if (path === "") return text;
  try {
    const decoded = composed(decodeURIComponent(path)).replace(/^\/(?=[A-Za-z]:)/, "");
    return host === "" || host === "localhost" ? decoded : `\\\\${host}${decoded}`;
  } catch {
    return text;
  }
}

/** Windows' own way to switch off its rules for paths. */
function withoutPrefix(path: string): string {
  if (!path.startsWith("\\\\?\\")) return path;
  return path.slice(4).replace(/^UNC\\/i, "\\\\");
}

/** The parts of an absolute path. */
function resolved(path: string, separator: RegExp): string[] {
  const parts: string[] = [];
  for (const part of path.split(separator)) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts;
}
