import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../user_error.ts";
import { mustBeOwnFolder } from "./trusted.ts";

Deno.test({
  name: "mustBeOwnFolder() says so where a folder may not even be looked at",
  // Deno keeps the files of the system to those who may do everything.
  permissions: { read: true, sys: true },
  ignore: Deno.build.os !== "linux",
  fn() {
    for (const path of ["/sys/mpm-monitor", "/proc/mpm-monitor/stores"]) {
      const error = assertThrows(() => mustBeOwnFolder(path), UserError);
      assertEquals([error.code, error.reason], ["permissionDenied", "Permission denied"]);
    }
  },
});
