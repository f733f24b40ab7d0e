import { assertEquals, assertThrows } from "@std/assert";
import { MAX_BYTES, sanitise } from "../../../events/redact/sanitise.ts";
import { cutString } from "./cut_string.ts";

Deno.test("cutString() leaves what is not too long as it is", () => {
  for (const json of ['""', '"a\\n"', JSON.stringify("x".repeat(2 * MAX_BYTES - 10))]) {
    assertEquals(cutString(json), json);
  }
});

Deno.test("cutString() keeps the first MiB, and says how long the text was", () => {
  for (const unit of ["x", "é", "\\", '"', "\n", "\u0001", "😀", "ab\\"]) {
    const text = unit.repeat(Math.ceil(5 * MAX_BYTES / unit.length));
    const cut: unknown = JSON.parse(cutString(JSON.stringify(text)));
    const [kept = "", said] = String(cut).split("… ");
    assertEquals(text.startsWith(kept) && kept.length > MAX_BYTES / 8, true, unit);
    assertEquals(said, `[cut: the first MiB of ${text.length} characters]`, unit);
    assertEquals(sanitise(String(cut), { redact: false }), cut);
  }
});

Deno.test("cutString() cuts no escape, wherever it is", () => {
  for (let before = 0; before < 14; before++) {
    const escapes = "x".repeat(before) + "\u0001\\\\".repeat(MAX_BYTES);
    const cut = String(JSON.parse(cutString(JSON.stringify(escapes))));
    assertEquals(escapes.startsWith(cut.split("… ")[0] ?? ""), true);
  }
  assertThrows(() => cutString(`"\\q${"x".repeat(3 * MAX_BYTES)}"`), SyntaxError);
});
