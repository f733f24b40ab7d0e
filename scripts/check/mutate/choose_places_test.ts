import { assertEquals, assertNotEquals } from "@std/assert";
import { choosePlaces } from "./choose_places.ts";
import { findPlaces } from "./places.ts";

const file = (name: string, guards: number) =>
  findPlaces(
    `lib/${name}.ts`,
    Array.from({ length: guards }, (_, at) => `g${at}();`).join("\n"),
  );

Deno.test("choosePlaces() spreads over files, more in those with more places", () => {
  const places = [...file("small", 4), ...file("middle", 16), ...file("large", 144)];
  const counts = Map.groupBy(choosePlaces(places, 1, 18), ({ path }) => path);
  const [small = 0, middle = 0, large = 0] = ["small", "middle", "large"]
    .map((name) => counts.get(`lib/${name}.ts`)?.length ?? 0);
  assertEquals(small + middle + large, 18);
  assertEquals([small > 0, middle > small, large > middle, large < 14], [true, true, true, true]);
});

Deno.test("choosePlaces() chooses the same by the same seed, and another choice by another", () => {
  const places = [...file("a", 50), ...file("b", 50)];
  const ids = (seed: number, from = places) => choosePlaces(from, seed, 10).map(({ id }) => id);
  assertEquals(ids(7), ids(7, places.toReversed()));
  assertNotEquals(ids(7), ids(8));
  assertEquals(new Set(ids(7)).size, 10);
});
