/** Prints one line for each platform of a release: its name, and the target of `deno compile`. */
import { PLATFORMS } from "../../lib/release/platforms.ts";

if (import.meta.main) {
  const lines = PLATFORMS.map(({ name, target }) => `${name} ${target}\n`);
  await Deno.stdout.write(new TextEncoder().encode(lines.join("")));
}
