import process from "node:process";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { until } from "./until.ts";

/** Claims lie in blocks of so many ports, below the ports that systems hand out by themselves. */
const BLOCK = 24;
const LOWEST = 20_000;
const HIGHEST = 31_999;
const BLOCKS = Math.floor((HIGHEST + 1 - LOWEST) / BLOCK);

/** A range of ports that no other test uses, on this machine and by this user. */
export interface PortRange extends AsyncDisposable {
  readonly first: number;
  readonly last: number;
  /** All of them, ascending. */
  readonly ports: readonly number[];
  /** `20000-20005`, as `MPM_MONITOR_PORT_RANGE` takes it. */
  readonly text: string;
}

/**
 * Claims consecutive ports that are free now and that no parallel test claims. They are given back
 * at the end of the scope: `await using range = await claimPorts(6)`.
 *
 * @param count 1 to 24
 */
export async function claimPorts(count = 6): Promise<PortRange> {
  if (count < 1 || count > BLOCK) throw new RangeError(`Cannot claim ${count} ports: at most 24`);
  const folder = join(tempFolder(), `mpm-monitor-test-ports-${Deno.uid() ?? "user"}`);
  await Deno.mkdir(folder, { recursive: true });
  const start = Math.floor(Math.random() * BLOCKS);
  for (let step = 0; step < BLOCKS; step++) {
    const block = (start + step) % BLOCKS;
    const claim = join(folder, `${block}.claim`);
    if (!await takeClaim(claim)) continue;
    const first = LOWEST + block * BLOCK;
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if (!await arePortsFree(ports)) {
      await Deno.remove(claim);
      continue;
    }
    const last = first + count - 1;
    return {
      first,
      last,
      ports,
      text: `${first}-${last}`,
      [Symbol.asyncDispose]: () => Deno.remove(claim),
    };
  }
  throw new Error(`No ${count} consecutive free ports between ${LOWEST} and ${HIGHEST}`);
}

/**
 * Whether nobody listens on the port, on either loopback address. It asks by connecting: a listener
 * that is closed at once would live on, for milliseconds, in every child that a parallel test was
 * starting just then, and the port would not be free because somebody looked.
 */
export async function isPortFree(port: number): Promise<boolean> {
  const answers = await Promise.all(["127.0.0.1", "::1"].map((host) => answersAt(host, port)));
  return !answers.includes(true);
}

/** Whether nobody listens on any of the ports. */
export async function arePortsFree(ports: readonly number[]): Promise<boolean> {
  return (await Promise.all(ports.map(isPortFree))).every((isFree) => isFree);
}

/** Waits until nobody listens on the ports: what this process closed is closed a little later. */
export async function untilFree(...ports: number[]): Promise<void> {
  await until(`${ports.join(", ")} to be free`, () => arePortsFree(ports));
}

async function answersAt(hostname: string, port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname, port })).close();
    return true;
  } catch {
    // Refused, or a machine without this address, which cannot have it in use.
    return false;
  }
}

/** One process at a time looks whose a block is: two that find the same dead owner take one each. */
async function takeClaim(claim: string): Promise<boolean> {
  using lock = await Deno.open(join(dirname(claim), "lock"), { create: true, write: true });
  await lock.lock(true);
  if (isRunning(Number(await readOrEmpty(claim)))) return false;
  await Deno.writeTextFile(claim, `${Deno.pid}`);
  return true;
}

async function readOrEmpty(path: string): Promise<string> {
  return await Deno.readTextFile(path).catch(() => "");
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function tempFolder(): string {
  return Deno.env.get("TMPDIR") ?? Deno.env.get("TEMP") ?? "/tmp";
}
