import { assertEquals, assertStringIncludes } from "@std/assert";
import { UserError } from "../../user_error.ts";
import { plain, Printer } from "./print.ts";

function printing(options: Partial<{ json: boolean; quiet: boolean; slash: boolean }> = {}) {
  const seen = { stdout: "", stderr: "" };
  const printer = new Printer(
    { json: false, quiet: false, color: false, slash: false, ...options },
    {
      stdout: (text) => {
        seen.stdout += text;
        return true;
      },
      stderr: (text) => {
        seen.stderr += text;
        return true;
      },
    },
  );
  return { printer, seen };
}

Deno.test("Printer prints a result as text, or as one JSON document with its version", () => {
  const text = printing();
  text.printer.result({ text: "Done", json: { done: true } });
  assertEquals(text.seen, { stdout: "Done\n", stderr: "" });

  const json = printing({ json: true });
  json.printer.result({ text: "Done", json: { done: true } });
  assertEquals(JSON.parse(json.seen.stdout), { schema_version: 1, done: true });
});

Deno.test("Printer prints notes on standard error, unless it is to be quiet", () => {
  const loud = printing();
  loud.printer.note("By the way");
  assertEquals(loud.seen, { stdout: "", stderr: "By the way\n" });
  const quiet = printing({ quiet: true });
  quiet.printer.note("By the way");
  assertEquals(quiet.seen.stderr, "");
});

Deno.test("Printer prints errors with reason, suggestion and details", () => {
  const { printer, seen } = printing();
  printer.error(
    new UserError("It failed", {
      code: "portInUse",
      reason: "Somebody",
      hint: "Wait",
      details: ["more"],
    }),
  );
  assertEquals(seen.stderr, "Error: It failed\nReason: Somebody\nSuggestion: Wait\n  more\n");
});

Deno.test("Printer calls what nobody foresaw a bug, without a stack trace", () => {
  const { printer, seen } = printing();
  printer.error(new TypeError("x is undefined"));
  assertStringIncludes(seen.stderr, "Reason: TypeError: x is undefined\n");
  assertStringIncludes(seen.stderr, "This is a bug");
  assertEquals(seen.stderr.includes("    at "), false);
});

Deno.test("plain() takes the sting out of what other programs are called", () => {
  assertEquals(plain("a\x1b[31mb\x07\u202ec"), "a?[31mb?<U+202E>c");
});

Deno.test("Printer lets nothing from other programs steer the terminal", () => {
  const { printer, seen } = printing();
  printer.error(new UserError("Taken", { code: "portInUse", reason: "by \x1b]0;evil\x07" }));
  printer.note("Ended \x1b[2Jevil");
  assertEquals(seen.stderr, "Error: Taken\nReason: by ?]0;evil?\nEnded ?[2Jevil\n");
});

Deno.test("Printer suggests slash commands inside Claude Code, and only there", () => {
  const hint = "Use 'mpm-monitor start' to start the server";
  const outside = printing();
  outside.printer.error(new UserError("No", { code: "notRunning", hint }));
  assertStringIncludes(outside.seen.stderr, "Use 'mpm-monitor start'");
  const inside = printing({ slash: true });
  inside.printer.error(new UserError("No", { code: "notRunning", hint }));
  inside.printer.result({ text: "Usage: mpm-monitor start", json: {} });
  assertStringIncludes(inside.seen.stderr, "Use '/mpm-monitor start'");
  assertEquals(inside.seen.stdout, "Usage: mpm-monitor start\n");
});
