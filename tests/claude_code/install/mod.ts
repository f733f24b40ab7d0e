/**
 * `deno task claude:install [VERSION …]`: gets the releases of Claude Code that tests run, or the
 * named ones, and prints where they are. Only for Linux on x64, which they are made for.
 */
import { installRelease } from "./install_release.ts";
import { RELEASES } from "./releases.ts";

if (import.meta.main) {
  const wanted = Deno.args.length > 0
    ? Deno.args.map((version) => ({ version }))
    : Object.values(RELEASES);
  for (const release of wanted) {
    const path = await installRelease(release);
    await Deno.stdout.write(new TextEncoder().encode(`${release.version}: ${path}\n`));
  }
}
