import { assertEquals } from "@std/assert";
import { Troubles } from "./troubles.ts";

Deno.test("Troubles tells each trouble once, and once that it is over", () => {
  const troubles = new Troubles();
  const reported: (readonly [string, string | null])[] = [];
  const end = troubles.listen((about, text) => void reported.push([about, text]));
  troubles.report("disk", null);
  assertEquals(reported, []);
  troubles.report("disk", "full");
  troubles.report("disk", "full");
  troubles.report("file", "gone");
  troubles.report("disk", "read-only");
  troubles.report("disk", null);
  troubles.report("disk", null);
  assertEquals(reported, [
    ["disk", "full"],
    ["file", "gone"],
    ["disk", "read-only"],
    ["disk", null],
  ]);
  end();
  troubles.report("disk", "full");
  assertEquals(reported.length, 4);
});

Deno.test("Troubles tells who comes later what is wrong by then", () => {
  const troubles = new Troubles();
  troubles.report("disk", "full");
  troubles.report("file", "gone");
  troubles.report("disk", null);
  const reported: (readonly [string, string | null])[] = [];
  troubles.listen((about, text) => void reported.push([about, text]));
  assertEquals(reported, [["file", "gone"]]);
});
