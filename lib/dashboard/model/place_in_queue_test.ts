import { assertEquals } from "@std/assert";
import { placeInQueue } from "./place_in_queue.ts";

Deno.test("placeInQueue() begins with who waits longest, and goes both ways", () => {
  assertEquals(placeInQueue([]), {
    place: undefined,
    shown: undefined,
    next: undefined,
    previous: undefined,
  });
  assertEquals(placeInQueue([4, 9, 2]), { place: 0, shown: 4, next: 9, previous: undefined });
  assertEquals(placeInQueue([4, 9, 2], 9), { place: 1, shown: 9, next: 2, previous: 4 });
  assertEquals(placeInQueue([4, 9, 2], 2), { place: 2, shown: 2, next: undefined, previous: 9 });
});

Deno.test("placeInQueue() stays at what was answered meanwhile, and leads on to who waits longest", () => {
  assertEquals(placeInQueue([4, 9], 7), {
    place: undefined,
    shown: 7,
    next: 4,
    previous: undefined,
  });
});
