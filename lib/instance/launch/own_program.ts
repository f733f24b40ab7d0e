import { fromFileUrl } from "@std/path/from-file-url";

/**
 * How this very program is called again: the binary, or Deno with what it needs to run the source.
 * A command and its options follow.
 */
export function ownProgram(): readonly string[] {
  if (Deno.build.standalone) return [Deno.execPath()];
  const root = new URL("../../../", import.meta.url);
  const config = fromFileUrl(new URL("deno.json", root));
  const main = fromFileUrl(new URL("main.ts", root));
  return [Deno.execPath(), "run", "-q", "-P=monitor", `--config=${config}`, main];
}
