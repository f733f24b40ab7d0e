import { join } from "@std/path/join";
import { claudeFolder } from "../../../session_sources/claude_folder.ts";
import { realStorePath } from "../../../store/sqlite/file/real_names.ts";
import type { StatePaths } from "../../home/paths.ts";
import { listRecords } from "../../home/records.ts";
import type { ServePlan } from "../launch_order.ts";
import { ownFolder } from "../own_program.ts";
import { serverPermissions, toolsOf } from "./server_permissions.ts";

/**
 * The options by which Deno gives the server of a plan what it needs on this machine.
 *
 * @returns `undefined` where it has those of the command line
 */
export async function permissionsFor(
  { plan, paths }: { readonly plan: ServePlan; readonly paths: StatePaths },
): Promise<readonly string[] | undefined> {
  // Windows has none of the tools by which a server looks where it may not look itself.
  if (Deno.build.standalone || Deno.build.os === "windows") return undefined;
  const env = (name: string) => Deno.env.get(name);
  const found = await listRecords(paths).catch(() => []);
  const otherHosts = found.flatMap(({ reading }) =>
    reading.kind === "record" ? [reading.record.host] : []
  );
  return serverPermissions({
    options: plan.options,
    home: paths.home,
    ports: [...plan.ports, ...plan.dashboardPorts],
    program: ownFolder(),
    claude: claudeFolder(env),
    real: realStorePath,
    otherHosts,
    tools: await findTools(toolsOf(Deno.build.os, plan.options.notify), env("PATH") ?? ""),
  });
}

/** Where tools are, as the system would find them. */
async function findTools(names: readonly string[], path: string): Promise<readonly string[]> {
  const folders = path.split(":").filter((folder) => folder.startsWith("/"));
  const found: string[] = [];
  for (const name of names) {
    for (const folder of folders) {
      const info = await Deno.stat(join(folder, name)).catch(() => null);
      if (info === null || !info.isFile) continue;
      found.push(join(folder, name));
      break;
    }
  }
  return found;
}
