import { packFailure } from "../instance/launch/failure.ts";
import { removeIfThere } from "../instance/home/files.ts";
import type { LaunchMessage, LaunchOrder, LaunchReply } from "../instance/launch/launch_order.ts";
import { LineChannel } from "../instance/launch/line_channel.ts";
import { crashPath, statePaths } from "../instance/home/paths.ts";
import { keepAfterErrors } from "./keep_after_errors.ts";
import { runUntilStopped } from "./run_until_stopped.ts";
import { type RunningInstance, serve } from "./serve.ts";

/**
 * The life of a background server: takes its order from standard input, serves, calls back to the
 * process that launched it, and ends when it is told to.
 *
 * @returns whether it served
 */
export async function runServerProcess(): Promise<boolean> {
  const order = await readOrder();
  const launcher = await callBack(order);
  let instance: RunningInstance;
  try {
    instance = await serve(order.plan, {
      onTaken: async (role, port) => {
        await launcher.send({ kind: "taken", role, port });
        return await launcher.receive() === "retry" ? "retry" : "next";
      },
      onBound: async (port) => {
        await launcher.send({ kind: "bound", port });
        const answer = await launcher.receive();
        // Whoever was to end the server before this one is gone: that one goes on.
        if (answer !== "go" && order.plan.predecessor !== undefined) throw new Error("Abandoned");
      },
    });
  } catch (error) {
    await launcher.send({ kind: "failed", failure: packFailure(error) });
    launcher.close();
    return false;
  }
  keepAfterErrors(instance.complain);
  const crashes = crashPath(statePaths(() => order.plan.home), instance.facts.port);
  await Deno.rename(order.output, crashes).catch(() => {});
  await launcher.send({ kind: "ready", facts: instance.facts });
  launcher.close();
  // The end of the terminal is the end of the person's session, not of the server.
  await runUntilStopped(instance, ["SIGHUP"]);
  await removeIfEmpty(crashes);
  return true;
}

/** The way back to the launching process. Silence when that has ended meanwhile. */
interface Launcher {
  send(message: LaunchMessage): Promise<void>;
  /** The answer to `taken` or `bound`. */
  receive(): Promise<LaunchReply["answer"] | null>;
  close(): void;
}

async function callBack({ callback, nonce }: LaunchOrder): Promise<Launcher> {
  const channel = new LineChannel<LaunchMessage>(
    await Deno.connect(callback),
  );
  await channel.send({ kind: "hello", nonce });
  return {
    send: (message) => channel.send(message).catch(() => {}),
    receive: async () => {
      const reply = await channel.receive().catch(() => null);
      return isLaunchReply(reply) ? reply.answer : null;
    },
    close: () => channel.close(),
  };
}

async function readOrder(): Promise<LaunchOrder> {
  const text = await new Response(Deno.stdin.readable).text();
  // Only our own launcher knows this hidden command; whatever else comes in fails on its first use.
  return JSON.parse(text) as LaunchOrder;
}

function isLaunchReply(value: unknown): value is LaunchReply {
  return typeof value === "object" && value !== null && "answer" in value;
}

async function removeIfEmpty(path: string): Promise<void> {
  const info = await Deno.stat(path).catch(() => null);
  if (info !== null && info.size === 0) await removeIfThere(path);
}
