import { assertEquals } from "@std/assert";
import { PageBuilder, type PageBuilderOptions } from "./page_builder.ts";

function builderOf(options: Partial<PageBuilderOptions> = {}) {
  const clock = { now: 0 };
  const builder = new PageBuilder({
    most: 3,
    from: 0,
    toJson: ({ id }) => `${id}`,
    time: 100,
    now: () => clock.now,
    ...options,
  });
  return {
    builder,
    clock,
    look: (id: number, isAccepted = true) => builder.look({ id }, isAccepted),
  };
}

Deno.test("PageBuilder ends with as many events as were asked for", () => {
  const { builder, look } = builderOf();
  look(1);
  look(2, false);
  look(3);
  assertEquals(builder.isOver, false);
  look(4);
  assertEquals(builder.isOver, true);
  assertEquals(builder.part(), { events: "[1,3,4]", last: 4, more: true });
});

Deno.test("PageBuilder ends at 4 MiB of events", () => {
  const MIB = 1024 * 1024;
  const { builder, look } = builderOf({ most: 100, toJson: () => "x".repeat(2 * MIB) });
  look(1);
  assertEquals(builder.isOver, false);
  look(2);
  assertEquals(builder.isOver, true);
});

Deno.test("PageBuilder ends when its time is up, but not before it has looked at one event", () => {
  const { builder, clock, look } = builderOf();
  clock.now = 100;
  assertEquals(builder.isOver, false);
  look(1, false);
  assertEquals(builder.isOver, true);
  clock.now = 99;
  assertEquals(builder.isOver, false);
});

Deno.test("PageBuilder says of a whole range that there is no more, and where it ends", () => {
  const range = { low: 5, high: 9 };
  assertEquals(builderOf().builder.whole(range, false), { events: "[]", last: 9, more: false });
  assertEquals(builderOf().builder.whole(range, true), { events: "[]", last: 5, more: false });
  const { builder } = builderOf({ from: 7 });
  assertEquals(builder.whole({ low: 8, high: 7 }, false).last, 7);
  assertEquals(builderOf({ from: 7 }).builder.whole({ low: 7, high: 7 }, true).last, 7);
});
