import { assertEquals } from "@std/assert";
import { RecentMap } from "./recent_map.ts";

Deno.test("RecentMap keeps what was used last, and forgets the rest", () => {
  const map = new RecentMap<number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("b", 3);
  assertEquals([map.get("a"), map.get("b")], [1, 3]);
  map.set("c", 4);
  // In use again, and so among the newest.
  assertEquals(map.get("a"), 1);
  map.set("d", 5);
  assertEquals(["a", "b", "c", "d"].map((key) => map.get(key)), [1, undefined, 4, 5]);
});

Deno.test("RecentMap is as large as was said, or twice that", () => {
  const map = new RecentMap<number>(10);
  for (let n = 0; n < 1000; n++) map.set(`${n}`, n);
  const kept = Array.from({ length: 1000 }, (_, n) => n).filter((n) =>
    map.get(`${n}`) !== undefined
  );
  assertEquals(kept.every((n) => n >= 980), true);
  assertEquals(kept.length >= 10, true);
});
