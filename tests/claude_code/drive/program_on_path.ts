import { join } from "@std/path/join";
import { quote } from "../../../lib/integrate/shell.ts";
import type { World } from "./world.ts";

/** The same world, in which `mpm-monitor` is a program on the `PATH`, as it is once installed. */
export async function withProgramOnPath(world: World): Promise<World> {
  const { folder, program } = world.sandbox;
  const bin = join(folder, "bin");
  await Deno.mkdir(bin, { recursive: true });
  const script = `#!/bin/sh\nexec ${program.map(quote).join(" ")} "$@"\n`;
  await Deno.writeTextFile(join(bin, "mpm-monitor"), script, { mode: 0o755 });
  return { ...world, env: { ...world.env, PATH: `${bin}:${world.env["PATH"]}` } };
}
