import { join } from "@std/path/join";
import { isOurs } from "./definition.ts";
import { foreignDefinition } from "./definition_file.ts";
import { mustSucceed, type ServiceManager } from "./manager.ts";
import type { RunManager } from "./run_manager.ts";
import { scheduledTask } from "./scheduled_task.ts";

/**
 * The task scheduler of Windows.
 *
 * @param folder for the file that hands a definition over; it is removed at once
 */
export function taskScheduler(
  name: string,
  { user, folder }: { readonly user: string; readonly folder: string },
  run: RunManager,
): ServiceManager {
  const schtasks = (...args: string[]) => run("schtasks", args);
  const read = async () => {
    const { code, text } = await schtasks("/Query", "/TN", name, "/XML");
    return code === 0 ? text : null;
  };
  const refuseForeign = async () => {
    const now = await read();
    if (now !== null && !isOurs(now)) throw foreignDefinition(`the task ${name}`);
    return now;
  };
  return {
    title: `scheduled task ${name}`,
    file: null,
    write: (definition) => scheduledTask(user, definition),
    async obstacle() {
      const { code, text } = await schtasks("/Query", "/FO", "LIST");
      return code === 0 ? null : text.split("\n")[0] || `schtasks ended with ${code}`;
    },
    read,
    async install(text) {
      await refuseForeign();
      const file = join(folder, `task-${crypto.randomUUID()}.xml`);
      try {
        await Deno.writeFile(file, utf16(text), { createNew: true });
        mustSucceed("install", await schtasks("/Create", "/TN", name, "/XML", file, "/F"));
      } finally {
        await Deno.remove(file).catch(() => {});
      }
    },
    async start() {
      mustSucceed("start", await schtasks("/Run", "/TN", name));
    },
    async remove() {
      if (await refuseForeign() === null) return;
      await schtasks("/End", "/TN", name);
      mustSucceed("remove", await schtasks("/Delete", "/TN", name, "/F"));
    },
    async state() {
      const { text } = await schtasks("/Query", "/TN", name, "/FO", "CSV", "/NH");
      return /"([^"]*)"\s*$/.exec(text)?.[1] ?? "unknown";
    },
  };
}

/** The form in which the task scheduler reads files. */
function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + 2 * at, text.charCodeAt(at), true);
  return bytes;
}
