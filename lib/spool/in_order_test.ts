import { assertEquals } from "@std/assert";
import { inOrder } from "./in_order.ts";
import type { WaitingFile } from "./waiting_file.ts";

function file(claudePid: number, hookPid: number, time: number): WaitingFile {
  return { name: `${claudePid}.${hookPid}`, claudePid, hookPid, time, written: time, size: 2 };
}

function names(files: readonly WaitingFile[]): string {
  return inOrder(files).map(({ name, time }) => `${name}@${time}`).join(" ");
}

Deno.test("inOrder() goes by time", () => {
  assertEquals(
    names([file(1, 9, 300), file(1, 5, 100), file(2, 7, 200)]),
    "1.5@100 2.7@200 1.9@300",
  );
});

Deno.test("inOrder() knows a hook that was overtaken by its PID, and swaps their times", () => {
  assertEquals(names([file(1, 12, 100), file(1, 10, 104)]), "1.10@100 1.12@104");
  assertEquals(
    names([file(1, 13, 100), file(1, 12, 104), file(1, 11, 108)]),
    "1.11@100 1.12@104 1.13@108",
  );
});

Deno.test("inOrder() compares PIDs neither across sessions nor across long times", () => {
  assertEquals(names([file(1, 12, 100), file(2, 10, 104)]), "1.12@100 2.10@104");
  assertEquals(names([file(1, 12, 100), file(1, 10, 5_000)]), "1.12@100 1.10@5000");
});

Deno.test("inOrder() takes a PID far below for one after the system's largest", () => {
  assertEquals(names([file(1, 32_767, 100), file(1, 310, 104)]), "1.32767@100 1.310@104");
});
