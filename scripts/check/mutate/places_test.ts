import { assertEquals, assertNotEquals } from "@std/assert";
import type { Operator } from "./operators.ts";
import { breakAt, findPlaces } from "./places.ts";

/** What one operator makes of a text: each place of its own. */
function broken(operator: Operator, text: string): string[] {
  return findPlaces("lib/a.ts", text).filter((place) => place.operator === operator)
    .map((place) => breakAt(text, place));
}

Deno.test("findPlaces() drops guards: conditions that only leave", () => {
  assertEquals(broken("drop guard", "function f() { if (a) return 1; g(); }"), [
    "function f() { ; g(); }",
  ]);
  assertEquals(broken("drop guard", "for (;;) { if (a) { b++; continue; } }"), ["for (;;) { ; }"]);
  assertEquals(broken("drop guard", "if (a) throw new Error();"), [";"]);
  assertEquals(broken("drop guard", "if (a) g(); if (b) return; else h();"), []);
});

Deno.test("findPlaces() inverts conditions", () => {
  assertEquals(broken("invert condition", "if (a || b) g();"), ["if (!(a || b)) g();"]);
  assertEquals(broken("invert condition", "const x = a ? b : c;"), ["const x = !(a) ? b : c;"]);
});

Deno.test("findPlaces() shifts bounds, and takes a clamp's other side", () => {
  assertEquals(
    ["a < b", "a <= b", "a > b", "a >= b"].flatMap((text) => broken("shift bound", text)),
    ["a <= b", "a < b", "a >= b", "a > b"],
  );
  assertEquals(broken("shift bound", "Math.min(a, b)"), ["Math.max(a, b)"]);
  assertEquals(broken("shift bound", "Math.abs(a - b)"), ["Number(a - b)"]);
  assertEquals(broken("shift bound", "const x: Array<string> = [];"), []);
});

Deno.test("findPlaces() skips calls and counts that stand alone", () => {
  assertEquals(broken("skip call", "await store.flush();\nvoid g();"), [
    ";\nvoid g();",
    "await store.flush();\n;",
  ]);
  assertEquals(broken("skip call", "const a = g(); super(); b = h();"), []);
  assertEquals(broken("skip count", "n++; n += 2; n = 2;"), ["; n += 2; n = 2;", "n++; ; n = 2;"]);
});

Deno.test("findPlaces() swaps logic and drops fallbacks, whatever stands around them", () => {
  assertEquals(broken("swap logic", "a && b === c"), ["(a) || (b === c)"]);
  assertEquals(broken("swap logic", "(a ?? d) || b"), ["((a ?? d)) && (b)"]);
  assertEquals(broken("drop fallback", "f(a ?? b)"), ["f((a))"]);
});

Deno.test("breakAt() keeps the numbers of lines, and code with comments whole", () => {
  const text = "if (a) {\n  // Why.\n  return;\n}\nif (\n  b && // One.\n  c\n) g();\n";
  assertEquals(broken("drop guard", text)[0], ";\n\n\n\nif (\n  b && // One.\n  c\n) g();\n");
  assertEquals(broken("swap logic", text)[0]?.split("\n").length, text.split("\n").length);
});

Deno.test("findPlaces() gives a place the same name when code moves, and each its own", () => {
  const guard = "if (a) return;";
  const [one, , two] = findPlaces("lib/a.ts", `function f() { ${guard}\n${guard} }`);
  const [moved] = findPlaces("lib/a.ts", `const x = 1;\nfunction f() { ${guard} }`);
  assertEquals(moved?.id, one?.id);
  assertEquals(moved?.line, 2);
  assertNotEquals(two?.id, one?.id);
  const [elsewhere] = findPlaces("lib/a.ts", `function g() { ${guard} }`);
  assertNotEquals(elsewhere?.id, one?.id);
  assertEquals(elsewhere?.inside, "g");
});
