import type { Instance } from "../../instance/inspect.ts";

/** What became of the servers that an older binary ran. */
export interface Restarts {
  /** Ports of those that run the new one. */
  readonly restarted: readonly number[];
  /** Ports of those that go on as they were, and why. */
  readonly failed: readonly { readonly port: number; readonly reason: string }[];
}

/** Has the binary that is in place now take over the servers that ran the one before. */
export async function restartServers(
  path: string,
  instances: readonly Instance[],
): Promise<Restarts> {
  const restarted: number[] = [];
  const failed: { port: number; reason: string }[] = [];
  for (const { record, state } of instances) {
    if (state === "stale" || await realPath(record.executable) !== path) continue;
    const { port } = record;
    // It is the new one that knows how to start itself.
    const { success, stderr } = await new Deno.Command(path, {
      args: ["restart", "--port", `${port}`, "--quiet"],
      stdin: "null",
      stdout: "null",
    }).output();
    const reason = new TextDecoder().decode(stderr).trim().replaceAll(/\s*\n\s*/g, "; ");
    if (success) restarted.push(port);
    else failed.push({ port, reason: reason || "it gave no reason" });
  }
  return { restarted, failed };
}

/** A file that was replaced meanwhile is known by the name that it had. */
async function realPath(path: string): Promise<string> {
  const name = path.replace(/ \(deleted\)$/, "");
  return await Deno.realPath(name).catch(() => name);
}
