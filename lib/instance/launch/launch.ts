import { delay } from "@std/async/delay";
import { deadline } from "@std/async/deadline";
import { join } from "@std/path/join";
import { UserError } from "../../user_error.ts";
import { isFailure, unpackFailure } from "./failure.ts";
import { ensurePrivateFolder, removeIfThere } from "../home/files.ts";
import { DEFAULT_HOST, localAddresses } from "../home/host.ts";
import { DAEMON_SHELL } from "./daemon_shell.ts";
import type {
  LaunchHooks,
  LaunchOrder,
  LaunchReply,
  ServeFacts,
  ServePlan,
} from "./launch_order.ts";
import { LineChannel } from "./line_channel.ts";
import { lastLines } from "../home/log_file.ts";
import { withFiles } from "./descriptors.ts";
import { ownProgram } from "./own_program.ts";
import { memoryVariables } from "./runtime/memory_variables.ts";
import type { StatePaths } from "../home/paths.ts";
import { permissionsFor } from "./runtime/permissions_for.ts";

/** Milliseconds that a launched server has to prove that it is up. */
const LAUNCH_TIMEOUT = 30_000;

/** What {@linkcode launch} needs. */
export interface LaunchOptions {
  readonly paths: StatePaths;
  readonly plan: ServePlan;
  readonly hooks: LaunchHooks;
  readonly timeout?: number;
}

/**
 * Starts a server in a process of its own, which survives this one and its terminal. Returns when
 * the server has called back with a secret that only this launch knows.
 *
 * @throws {UserError} with the server's own reason when it cannot run
 */
export async function launch(options: LaunchOptions): Promise<ServeFacts> {
  const { paths, timeout = LAUNCH_TIMEOUT } = options;
  await ensurePrivateFolder(paths.logs);
  const plan = await withFiles(options.plan);
  const output = join(paths.logs, `starting-${plan.instance}.log`);
  using listener = listenForCallback();
  const nonce = crypto.randomUUID();
  const program = ownProgram(await permissionsFor({ plan, paths }));
  const child = spawnServer(program, output, paths.home);
  await giveOrder(child, { nonce, callback: listener.addr, output, plan });

  const ended = child.status.then(async ({ code, signal }): Promise<never> => {
    // It may have reported its reason just before it ended: that one is better.
    await delay(200);
    throw new UserError("Failed to start monitoring server", {
      code: "failed",
      reason: `The server process ended with ${signal ?? `exit code ${code}`} before it was ready`,
      details: lastLines(output, 10),
    });
  });
  const proof = awaitProof(listener, { nonce, hooks: options.hooks });
  try {
    const facts = await deadline(Promise.race([proof, ended]), timeout);
    child.unref();
    return facts;
  } catch (error) {
    const late = error instanceof DOMException && error.name === "TimeoutError";
    endQuietly(child);
    const details = lastLines(output, 10);
    await removeIfThere(output);
    if (!late) throw error;
    throw new UserError("Failed to start monitoring server", {
      code: "timedOut",
      reason: `The server was not ready within ${timeout / 1000} s`,
      details,
    });
  } finally {
    // Both go on after the race: what they say then is of no interest any more.
    ended.catch(() => {});
    proof.catch(() => {});
  }
}

/** A machine may have no IPv4 on its loopback. */
function listenForCallback(): Deno.TcpListener {
  const [usual, other = usual] = localAddresses(DEFAULT_HOST);
  try {
    return Deno.listen({ hostname: usual, port: 0 });
  } catch {
    return Deno.listen({ hostname: other, port: 0 });
  }
}

interface Proof {
  readonly nonce: string;
  readonly hooks: LaunchHooks;
}

/** Takes connections until one knows the nonce. */
async function awaitProof(listener: Deno.TcpListener, proof: Proof): Promise<ServeFacts> {
  const proven = Promise.withResolvers<ServeFacts>();
  const accept = async () => {
    for await (const connection of listener) {
      converse(connection, proof).then((facts) => {
        if (facts !== null) proven.resolve(facts);
      }, proven.reject);
    }
  };
  accept().catch(proven.reject);
  return await proven.promise;
}

/** @returns `null` when the caller is not the server that was launched */
async function converse(connection: Deno.Conn, proof: Proof): Promise<ServeFacts | null> {
  const channel = new LineChannel<LaunchReply>(connection);
  try {
    const hello = fieldsOf(await channel.receive().catch(() => null));
    if (hello["kind"] !== "hello" || hello["nonce"] !== proof.nonce) return null;
    for (;;) {
      const message = fieldsOf(await channel.receive());
      if (message["kind"] === "ready") return message["facts"] as ServeFacts;
      if (message["kind"] === "failed" && isFailure(message["failure"])) {
        throw unpackFailure(message["failure"]);
      }
      // The process has ended without a word: whoever waits for its end tells more.
      if (message["kind"] !== "taken" && message["kind"] !== "bound") return null;
      await channel.send({ answer: await answerTo(message, proof.hooks) });
    }
  } finally {
    channel.close();
  }
}

async function answerTo(
  { kind, role, port }: Record<string, unknown>,
  { onTaken, onBound }: LaunchHooks,
): Promise<LaunchReply["answer"]> {
  if (kind === "taken") return await onTaken(role === "dashboard" ? role : "server", Number(port));
  await onBound(Number(port));
  return "go";
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

function spawnServer(own: readonly string[], output: string, cwd: string): Deno.ChildProcess {
  const [program = "", ...leading] = own;
  const args = [...leading, "__serve"];
  const [command, commandArgs] = Deno.build.os === "windows"
    ? [program, args]
    : ["/bin/sh", ["-c", DAEMON_SHELL, "sh", program, ...args]];
  return new Deno.Command(command, {
    args: commandArgs,
    cwd,
    env: { MPM_MONITOR_OUTPUT: output, ...memoryVariables((name) => Deno.env.get(name)) },
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
}

/** A launch that failed must not become a server later on. */
function endQuietly(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

async function giveOrder(child: Deno.ChildProcess, order: LaunchOrder): Promise<void> {
  try {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify(order)));
    await writer.close();
  } catch {
    // It ended before it read its order: its exit tells why.
  }
}
