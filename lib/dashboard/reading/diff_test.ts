import { assertEquals } from "@std/assert";
import { diffLines, hunksOf } from "./diff.ts";
import { payloadOf } from "./payload.ts";

function signs(before: string, after: string): string {
  return diffLines(before, after).map((line) => line.sign + line.text).join("|");
}

Deno.test("diffLines() keeps what is the same, and puts the old before the new", () => {
  assertEquals(signs("a\nb\nc", "a\nx\nc"), " a|-b|+x| c");
  assertEquals(signs("", "a\nb"), "+a|+b");
  assertEquals(signs("a\nb", ""), "-a|-b");
  assertEquals(signs("a", "a"), " a");
});

Deno.test("diffLines() does not work out what is too long to compare", () => {
  const long = Array.from({ length: 2000 }, (_, at) => `line ${at}`).join("\n");
  assertEquals(diffLines(long, `${long.replaceAll("line", "x")}`).length, 4000);
  // What is the same at both ends needs no working out.
  assertEquals(diffLines(long, `${long}\nmore`).filter(({ sign }) => sign !== " ").length, 1);
});

Deno.test("hunksOf() prefers the emitter's own patch", () => {
  const patch = [{ oldStart: 10, lines: ["-a", "+b", " c"] }];
  assertEquals(hunksOf(payloadOf([{ old_string: "x" }]), { structuredPatch: patch }), [{
    from: 10,
    lines: [{ sign: "-", text: "a" }, { sign: "+", text: "b" }, { sign: " ", text: "c" }],
  }]);
  const edits = [{ old_string: "a", new_string: "b" }, { old_string: "c", new_string: "d" }];
  assertEquals(hunksOf(payloadOf([{ edits }]), undefined).length, 2);
  assertEquals(hunksOf(payloadOf([{}]), undefined), []);
});
