import { assertLess } from "@std/assert";
import { BUDGET, bundleSizes } from "./bundle_size.ts";

Deno.test("bundleSizes() stay within the budget of the page", async () => {
  const sizes = await bundleSizes();
  assertLess(sizes.values().reduce((sum, size) => sum + size, 0), BUDGET);
});
