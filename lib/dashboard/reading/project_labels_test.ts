import { assertEquals } from "@std/assert";
import { projectLabels } from "./project_labels.ts";

Deno.test("projectLabels() tells folders of one name apart by as little of the path as does it", () => {
  const labels = projectLabels([
    "/a/x/shop",
    "/b/x/shop",
    "/c/shop",
    "/home/dev/kiosk",
    "/",
    "/shop",
  ]);
  assertEquals(Object.fromEntries(labels), {
    "/a/x/shop": "a/x/shop",
    "/b/x/shop": "b/x/shop",
    "/c/shop": "c/shop",
    "/home/dev/kiosk": "kiosk",
    "/": "/",
    "/shop": "/shop",
  });
});
