import { assertEquals } from "@std/assert";
import { connectionsFor } from "./limits.ts";

Deno.test("connections follow from the files that the system allows", () => {
  assertEquals(
    [null, 1_048_576, 20_000, 1024, 256, 128, 64].map((files) => connectionsFor(files, 4)),
    [4000, 4000, 4000, 236, 44, 12, 4],
  );
  assertEquals(connectionsFor(1024, 2), 472);
});
