import { assertEquals } from "@std/assert";
import { unreadFields } from "./unread_fields.ts";

Deno.test("unreadFields() gives what was not read and says something", () => {
  const message = {
    name: "read",
    none: null,
    no: false,
    zero: 0,
    empty: "",
    long: "0",
    list: [],
    flags: 1,
    yes: true,
    text: "x",
    some: [0],
    object: {},
  };
  assertEquals(unreadFields(message, ["name"]), {
    flags: 1,
    yes: true,
    text: "x",
    some: [0],
    object: {},
  });
});

Deno.test("unreadFields() makes objects of lists of attributes, at any depth", () => {
  const attributes = [{ key: "token", value: { stringValue: "x" } }];
  assertEquals(unreadFields({ links: [{ attributes, id: "a" }] }, []), {
    links: [{ attributes: { token: "x" }, id: "a" }],
  });
});

Deno.test("unreadFields() leaves out what lies too deep", () => {
  let deep: Record<string, unknown> = { end: true };
  for (let level = 0; level < 40; level++) deep = { deep };
  const text = JSON.stringify(unreadFields(JSON.parse(JSON.stringify(deep)), []));
  assertEquals(text.includes("end"), false);
  assertEquals(text.split("deep").length - 1 < 20, true);
});
