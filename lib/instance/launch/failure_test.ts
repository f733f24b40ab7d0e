import { assertEquals } from "@std/assert";
import { UserError } from "../../user_error.ts";
import { isFailure, packFailure, unpackFailure } from "./failure.ts";

Deno.test("packFailure() takes an error for people through JSON as it is", () => {
  const error = new UserError("Port 1 is in use", { code: "portInUse", reason: "R", hint: "H" });
  const packed: unknown = JSON.parse(JSON.stringify(packFailure(error)));
  assertEquals(isFailure(packed), true);
  if (!isFailure(packed)) return;
  const { message, code, reason, hint, exitCode } = unpackFailure(packed);
  assertEquals({ message, code, reason, hint, exitCode }, {
    message: "Port 1 is in use",
    code: "portInUse",
    reason: "R",
    hint: "H",
    exitCode: error.exitCode,
  });
});

Deno.test("packFailure() gives the words of any other error as the reason", () => {
  for (const thrown of [new Error("no memory"), "no memory"]) {
    assertEquals(packFailure(thrown).reason, "no memory");
    assertEquals(packFailure(thrown).code, "failed");
  }
});

Deno.test("isFailure() believes nothing that is none", () => {
  for (const code of ["ok", "constructor", "later", 7, undefined]) {
    assertEquals(isFailure({ message: "x", code }), false, `${code}`);
  }
  for (const value of [null, "failed", {}, { code: "failed" }]) {
    assertEquals(isFailure(value), false);
  }
});
