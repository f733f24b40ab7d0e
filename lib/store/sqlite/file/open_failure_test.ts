import { assertEquals, assertStringIncludes } from "@std/assert";
import { UserError } from "../../../user_error.ts";
import { openFailure } from "./open_failure.ts";

function failureOf(name: string) {
  const error = Object.assign(new Error("what the system said"), { name });
  return { error, failure: openFailure("/s/8765.db", error) };
}

Deno.test("openFailure() says for each kind of failure what to do about it", () => {
  const hints: readonly (readonly [string, string, string])[] = [
    ["StoreLockedError", "failed", "mpm-monitor status"],
    ["ForeignFileError", "permissionDenied", "--store"],
    ["UnknownNameError", "failed", "use a copy"],
    ["NewerSchemaError", "failed", "Use that release"],
    ["ForeignDatabaseError", "failed", "--store"],
    ["PermissionDenied", "permissionDenied", "Make the folder writable"],
  ];
  for (const [name, code, hint] of hints) {
    const { error, failure } = failureOf(name);
    assertEquals([failure.code, failure.cause], [code, error], name);
    assertStringIncludes(failure.message, "Cannot open the event store /s/8765.db");
    assertStringIncludes(failure.hint ?? "", hint);
  }
  assertEquals(failureOf("StoreLockedError").failure.reason, "Another process is writing to it");
  assertEquals(failureOf("UnknownNameError").failure.reason, "what the system said");
});

Deno.test("openFailure() knows what SQLite and the system say of folders and files", () => {
  const failure = (message: string) => openFailure("/s/8765.db", new Error(message));
  for (const message of ["attempt to write a readonly database", "unable to open database file"]) {
    assertEquals(failure(message).code, "permissionDenied");
  }
  for (const message of ["Too many open files (os error 24)", "too many open files in system"]) {
    assertStringIncludes(failure(message).hint ?? "", "ulimit");
  }
});

Deno.test("openFailure() makes an error for people of whatever was thrown", () => {
  for (const thrown of [new Error("bad page"), "bad page"]) {
    const failure = openFailure("/s/8765.db", thrown);
    assertEquals(failure instanceof UserError, true);
    assertStringIncludes(failure.reason ?? "", "bad page");
  }
});
