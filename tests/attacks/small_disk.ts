import { readUntil } from "../support/read_until.ts";

/** A small file system of its own, in a name space of mounts that ends with its scope. */
export interface SmallDisk extends AsyncDisposable {
  /** Where it is mounted, for those who run {@linkcode under} it. */
  readonly path: string;
  /** The same folder as everybody else sees it. */
  readonly outside: string;
  /** Runs a command, which follows as arguments, where it is mounted. */
  readonly under: readonly string[];
  /** Runs a line of shell there. @throws {Error} when it fails */
  shell(line: string): Promise<string>;
}

/** As root plainly; others need a user name space, which some systems do not allow. */
const MAKE = Deno.uid() === 0 ? ["unshare", "-m"] : ["unshare", "-r", "-m"];

/** Whether this machine lets us have small disks. */
function hasSmallDisks(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    const [program = "", ...args] = [...MAKE, "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"];
    return new Deno.Command(program, { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/**
 * Registers a test that uses a small disk; skipped, under a name that says so, where the system does
 * not allow one.
 */
export function testOnSmallDisk(
  name: string,
  megabytes: number,
  fn: (disk: SmallDisk) => Promise<void>,
): void {
  if (!hasSmallDisks()) {
    Deno.test({ name: `${name} (skipped: needs unshare -m)`, ignore: true, fn: () => {} });
    return;
  }
  Deno.test(name, async () => {
    await using disk = await makeSmallDisk(megabytes);
    await fn(disk);
  });
}

async function makeSmallDisk(megabytes: number): Promise<SmallDisk> {
  const path = await Deno.makeTempDir({ prefix: "mpm-monitor-disk-" });
  const mount = `mount -t tmpfs -o size=${megabytes}m,mode=700 none ${path}`;
  const [program = "", ...args] = [...MAKE, "sh", "-ec", `${mount}; echo ready; exec sleep 900`];
  const child = new Deno.Command(program, { args, stdin: "null", stdout: "piped" }).spawn();
  await readUntil(child.stdout, "ready");
  const users = Deno.uid() === 0 ? [] : ["-U", "--preserve-credentials"];
  const under = ["nsenter", "-t", `${child.pid}`, ...users, "-m"];
  return {
    path,
    outside: `/proc/${child.pid}/root${path}`,
    under,
    async shell(line) {
      const [program = "", ...args] = [...under, "sh", "-ec", line];
      const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
      if (!success) throw new Error(`${line}: ${new TextDecoder().decode(stderr)}`);
      return new TextDecoder().decode(stdout);
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await Deno.remove(path, { recursive: true });
    },
  };
}
