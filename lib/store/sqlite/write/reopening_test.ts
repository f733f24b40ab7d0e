import { assertEquals, assertRejects } from "@std/assert";
import { Reopening } from "./reopening.ts";

function setUp() {
  let isFailing = false;
  const opened: string[] = [];
  const reopening = new Reopening({
    append: () => Promise.reject(new Error("Nothing is appended here")),
    reopen(what) {
      opened.push(what);
      return isFailing ? Promise.reject(new Error("no")) : Promise.resolve();
    },
  });
  return { reopening, opened, fail: (value: boolean) => void (isFailing = value) };
}

Deno.test("Reopening opens the store once for all who found its file gone at the same time", async () => {
  const { reopening, opened } = setUp();
  const { generation } = reopening;
  await Promise.all([reopening.reopen("gone", generation), reopening.reopen("gone", generation)]);
  assertEquals([opened, reopening.generation], [["gone"], generation + 1]);
  await reopening.reopen("gone");
  assertEquals([opened.length, reopening.generation], [2, generation + 2]);
});

Deno.test("Reopening tries again after it failed, whoever asks", async () => {
  const { reopening, opened, fail } = setUp();
  const before = reopening.generation;
  await reopening.reopen("gone");
  fail(true);
  await assertRejects(() => reopening.reopen("gone"), Error, "no");
  assertEquals(reopening.isBroken, true);
  fail(false);
  await reopening.reopen("gone", before);
  assertEquals([reopening.isBroken, opened.length], [false, 3]);
});
