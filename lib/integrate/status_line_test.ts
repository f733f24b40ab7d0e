import { assertEquals } from "@std/assert";
import { readTee, teeCommand } from "./status_line.ts";

Deno.test("readTee() takes apart what teeCommand() wrote, whatever the command was", () => {
  const commands = ["x", "~/a b.sh", `it's "q" \\ $(x) \`y\``, "a\nb # c", "", "'", "''", null];
  for (const own of commands) {
    for (const token of [false, true]) {
      for (const host of ["127.0.0.1", "[::1]"]) {
        const tee = { host, port: 8765, token, own };
        assertEquals(readTee(teeCommand(tee)), tee);
      }
    }
  }
});

Deno.test("readTee() knows no command that somebody else wrote or changed", () => {
  const tee = teeCommand({ host: "127.0.0.1", port: 8765, token: false, own: "x y" });
  const others = ["", "x", tee + "; rm", tee.replace("curl", "wget"), tee.slice(0, -1), ` ${tee}`];
  for (const other of others) assertEquals(readTee(other), null, other);
});
