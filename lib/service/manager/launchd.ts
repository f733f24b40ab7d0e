import { join } from "@std/path/join";
import { readText } from "../../integrate/files.ts";
import { readOwnDefinition, replaceDefinition } from "./definition_file.ts";
import { launchAgent } from "./launch_agent.ts";
import { mustSucceed, type ServiceManager } from "./manager.ts";
import type { RunManager } from "./run_manager.ts";

/**
 * The launchd of a person who is logged in.
 *
 * @param home the person's own folder
 */
export function launchd(
  label: string,
  { home, uid }: { readonly home: string; readonly uid: number },
  run: RunManager,
): ServiceManager {
  const file = join(home, "Library", "LaunchAgents", `${label}.plist`);
  const domain = `gui/${uid}`;
  const target = `${domain}/${label}`;
  const launchctl = (...args: string[]) => run("launchctl", args);
  const isLoaded = async () => (await launchctl("print", target)).code === 0;
  return {
    title: `launchd agent ${label}`,
    file,
    write: (definition) => launchAgent(label, definition),
    async obstacle() {
      const { code, text } = await launchctl("print", domain);
      return code === 0 ? null : text.split("\n")[0] || `launchctl ended with ${code}`;
    },
    read: () => readText(file),
    async install(text) {
      await replaceDefinition(file, text);
      // What was loaded before is the old definition.
      if (await isLoaded()) await launchctl("bootout", target);
      await launchctl("enable", target);
      mustSucceed("install", await launchctl("bootstrap", domain, file));
    },
    async start() {
      mustSucceed("start", await launchctl("kickstart", target));
    },
    async remove() {
      await readOwnDefinition(file);
      if (await isLoaded()) mustSucceed("remove", await launchctl("bootout", target));
      await replaceDefinition(file, null);
    },
    async state() {
      const { code, text } = await launchctl("print", target);
      if (code !== 0) return "not loaded";
      return /^\s*state = (.+)$/m.exec(text)?.[1] ?? "unknown";
    },
  };
}
