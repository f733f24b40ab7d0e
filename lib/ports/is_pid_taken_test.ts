import { assertEquals } from "@std/assert";
import { isPidTaken } from "./is_pid_taken.ts";

Deno.test("isPidTaken() sees a process, and its end", async () => {
  assertEquals(isPidTaken(Deno.pid), true);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "0"],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const { pid } = child;
  await child.status;
  // Where systems reuse PIDs at once, another process may have it already.
  assertEquals([false, null].includes(isPidTaken(pid)), true);
});
