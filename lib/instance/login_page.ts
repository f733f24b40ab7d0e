import { join } from "@std/path/join";
import { ensurePrivateFolder, writeFileAtomically } from "./home/files.ts";
import type { StatePaths } from "./home/paths.ts";

/**
 * Writes a page that only this user can read and that leads to a login link at once: arguments of
 * the command that opens a browser can be read by every user of the machine. The link works once,
 * so the page may stay; the next one takes its place.
 *
 * @returns its path
 * @throws {UserError} when it cannot be written
 */
export async function writeLoginPage(paths: StatePaths, link: string): Promise<string> {
  const target = link.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const path = join(paths.home, "login.html");
  await ensurePrivateFolder(paths.home);
  await writeFileAtomically(
    path,
    `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${target}">
<title>mpm-monitor</title>
<p><a href="${target}">Open the dashboard</a></p>
`,
  );
  return path;
}
