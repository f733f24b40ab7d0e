import { join } from "@std/path/join";
import { readText } from "../../integrate/files.ts";
import { readOwnDefinition, replaceDefinition } from "./definition_file.ts";
import { mustSucceed, type ServiceManager } from "./manager.ts";
import type { RunManager } from "./run_manager.ts";
import { systemdUnit } from "./systemd_unit.ts";

/**
 * The person's own systemd.
 *
 * @param name of the unit, without its ending
 * @param configFolder such as `~/.config`
 */
export function systemd(name: string, configFolder: string, run: RunManager): ServiceManager {
  const unit = `${name}.service`;
  const file = join(configFolder, "systemd", "user", unit);
  const systemctl = (...args: string[]) => run("systemctl", ["--user", ...args]);
  return {
    title: `systemd user unit ${unit}`,
    file,
    write: systemdUnit,
    async obstacle() {
      const { code, text } = await systemctl("show", "--property=Version");
      return code === 0 ? null : text.split("\n")[0] || `systemctl ended with ${code}`;
    },
    read: () => readText(file),
    async install(text) {
      await replaceDefinition(file, text);
      mustSucceed("install", await systemctl("daemon-reload"));
      mustSucceed("install", await systemctl("enable", unit));
    },
    async start() {
      // Whoever asks for a start now is not one of those who crash.
      await systemctl("reset-failed", unit);
      mustSucceed("start", await systemctl("start", unit));
    },
    async remove() {
      await readOwnDefinition(file);
      mustSucceed("remove", await systemctl("disable", "--now", unit));
      await replaceDefinition(file, null);
      mustSucceed("remove", await systemctl("daemon-reload"));
      await systemctl("reset-failed", unit);
    },
    async state() {
      const { text } = await systemctl("is-active", unit);
      return text.split("\n")[0] || "unknown";
    },
  };
}
