import { assertEquals } from "@std/assert";
import { claimPorts } from "../../tests/support/ports.ts";
import { holdsPort } from "./holds_port.ts";

const ON_LINUX = { ignore: Deno.build.os !== "linux" };

Deno.test({
  name: "holdsPort() proves who listens, and who does not",
  ...ON_LINUX,
  async fn() {
    await using range = await claimPorts(2);
    using _v4 = Deno.listen({ hostname: "127.0.0.1", port: range.first });
    assertEquals(await holdsPort(Deno.pid, range.first), true);
    assertEquals(await holdsPort(Deno.pid, range.last), false, "nobody listens there");
    const innocent = new Deno.Command("sleep", { args: ["60"] }).spawn();
    try {
      assertEquals(await holdsPort(innocent.pid, range.first), false);
    } finally {
      innocent.kill("SIGKILL");
      await innocent.status;
    }
  },
});

Deno.test({
  name: "holdsPort() is not fooled by the name of an open file",
  ...ON_LINUX,
  async fn() {
    await using range = await claimPorts(1);
    using _listener = Deno.listen({ hostname: "127.0.0.1", port: range.first });
    const table = await Deno.readTextFile("/proc/net/tcp");
    const hex = range.first.toString(16).toUpperCase().padStart(4, "0");
    const line = table.split("\n").find((each) => each.includes(`:${hex} 00000000:0000 0A`));
    const inode = line?.trim().split(/\s+/)[9];
    const folder = await Deno.makeTempDir();
    const names = [`socket:[${inode}]`, `a -> socket:[${inode}]`, `a\n3 socket:[${inode}]`];
    for (const name of names) await Deno.writeTextFile(`${folder}/${name}`, "");
    const holder = new Deno.Command("/bin/bash", {
      args: ["-c", `cd "$0"; exec 7<"$1" 8<"$2" 9<"$3"; exec sleep 60`, folder, ...names],
    }).spawn();
    try {
      assertEquals(await holdsPort(holder.pid, range.first), false);
    } finally {
      holder.kill("SIGKILL");
      await holder.status;
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("holdsPort() does not tell where nothing can be read", async () => {
  const run = () => Promise.resolve({ kind: "missing" } as const);
  assertEquals(await holdsPort(1, 8765, { os: "linux", run }), null);
  assertEquals(await holdsPort(1, 8765, { os: "darwin", run }), null);
});

Deno.test("holdsPort() asks lsof on macOS", async () => {
  const run = (program: string) =>
    Promise.resolve(
      program === "lsof"
        ? { kind: "output", code: 0, text: "p42\0cx\0\nf3\0n*:8765\0\n" } as const
        : { kind: "missing" } as const,
    );
  assertEquals(await holdsPort(42, 8765, { os: "darwin", run }), true);
  assertEquals(await holdsPort(43, 8765, { os: "darwin", run }), false);
});
