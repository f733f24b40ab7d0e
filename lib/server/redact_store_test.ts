import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../user_error.ts";
import { redactStore } from "./redact_store.ts";

Deno.test("redactStore() redacts the state before the store counts as done", async () => {
  const done: string[] = [];
  const progress = { done: true, changed: 1, looked: 2, of: 2 };
  const store = {
    async redact(_ms: number, lastly?: () => Promise<void>) {
      await lastly?.();
      done.push("store");
      return progress;
    },
  };
  const projection = { redact: () => Promise.resolve(void done.push("state")) };
  assertEquals(await redactStore(store, projection), progress);
  assertEquals(done, ["state", "store"]);
  assertThrows(() => redactStore({}, projection), UserError, "cannot be redacted");
});
