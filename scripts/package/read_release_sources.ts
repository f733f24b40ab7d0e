import { join } from "@std/path/join";
import { REPOSITORY } from "../../tests/support/shared.ts";
import type { ReleaseSources } from "./make_release.ts";
import { readComponents } from "./sbom/read_components.ts";
import { textFile } from "./release_input.ts";

/** Reads the files of the repository that a release holds a copy of. */
export async function readReleaseSources(): Promise<ReleaseSources> {
  const read = (path: string) => Deno.readTextFile(join(REPOSITORY, "scripts", path));
  const [components, shim, sh, ps1] = await Promise.all([
    readComponents(),
    read("package/npm/shim.cjs"),
    read("install/install.sh"),
    read("install/install.ps1"),
  ]);
  return {
    components,
    runtime: { deno: Deno.version.deno, v8: Deno.version.v8 },
    shim,
    installers: [textFile("install.sh", sh), textFile("install.ps1", ps1)],
  };
}
