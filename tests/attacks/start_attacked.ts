import { join } from "@std/path/join";
import { memoryVariables } from "../../lib/instance/launch/runtime/memory_variables.ts";
import { makeTempHome } from "../support/home.ts";
import { claimPorts } from "../support/ports.ts";

/** A server in a process of its own, whose memory and pauses can be measured. */
export interface Attacked extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** Resident memory of the server, in MiB. */
  memory(): Promise<number>;
  /** The longest work of its main thread without a break since this was asked last, in ms. */
  longestSlice(): Promise<number>;
  /** The most memory since the peak was forgotten last, in MiB. */
  peak(): Promise<number>;
  forgetPeak(): Promise<void>;
}

/** Starts an {@linkcode Attacked} server on an empty store; it ends with its scope. */
export async function startAttacked(): Promise<Attacked> {
  const home = await makeTempHome();
  const range = await claimPorts(1);
  const script = new URL("./attacked_server.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-check", script, String(range.first), join(home.path, "a.db")],
    // As a server is started that is no test.
    env: memoryVariables((name) => Deno.env.get(name)),
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const writer = child.stdin.getWriter();
  await reader.read();
  const memory = async (of: string) => {
    const status = await Deno.readTextFile(`/proc/${child.pid}/status`);
    return Number(new RegExp(`${of}:\\s*(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  };
  return {
    port: range.first,
    url: `http://127.0.0.1:${range.first}`,
    memory: () => memory("VmRSS"),
    peak: () => memory("VmHWM"),
    forgetPeak: () => Deno.writeTextFile(`/proc/${child.pid}/clear_refs`, "5"),
    async longestSlice() {
      await writer.write(new Uint8Array([10]));
      const { value } = await reader.read();
      const text = new TextDecoder().decode(value);
      if (!/^[\d.e+-]+\n$/.test(text)) throw new Error(`No time: ${JSON.stringify(text)}`);
      return Number(text);
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      await child.status;
      await reader.cancel();
      await home[Symbol.asyncDispose]?.();
    },
  };
}
