import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Json } from "../event.ts";
import { MAX_BYTES, MAX_LEVELS, sanitise } from "./sanitise.ts";

Deno.test("sanitise() hides what the name of its field calls a secret", () => {
  const given: Json = {
    password: "open sesame",
    db_password: "abcd",
    apiKey: "abcd",
    userToken: "abcd",
    headers: { Authorization: "x", "set-cookie": "a=b1234", authorization: "Basic abcdef" },
    list: [{ client_secret: "abcd" }],
    input_tokens: 12,
    token: 5,
    max_tokens: "4096",
    session_id: "abcd",
    key: "abcd",
    secret: "$VAULT",
    password_hint: "your dog",
  };
  assertEquals(sanitise(given), {
    ...given,
    password: "[redacted]",
    db_password: "[redacted]",
    apiKey: "[redacted]",
    userToken: "[redacted]",
    headers: { Authorization: "x", "set-cookie": "[redacted]", authorization: "[redacted]" },
    list: [{ client_secret: "[redacted]" }],
  });
  assertEquals(sanitise(given, { redact: false }), given);
});

Deno.test("sanitise() hands back what needs nothing, uncopied", () => {
  const given = { a: [1, "two", { b: null }], c: "text" };
  assert(sanitise(given) === given);
});

Deno.test("sanitise() cuts values over a megabyte, between characters", () => {
  const most = "x".repeat(MAX_BYTES);
  assertEquals(sanitise({ most }), { most });
  const cut = sanitise({ a: `${most}y`, b: "ü".repeat(MAX_BYTES) });
  assert(typeof cut.a === "string" && typeof cut.b === "string");
  assert(cut.a.startsWith(most) && cut.a.endsWith("… [cut: the first MiB of 1048577 characters]"));
  assert(cut.b.startsWith("ü".repeat(MAX_BYTES / 2)));
  assertEquals(cut.b.split("…")[0]?.length, MAX_BYTES / 2);
});

Deno.test("sanitise() cuts what is nested too deep", () => {
  let deep: Json = "bottom";
  for (let level = 0; level < 200_000; level++) deep = [deep];
  const text = JSON.stringify(sanitise({ deep }));
  assertStringIncludes(text, `[cut: nested deeper than ${MAX_LEVELS} levels]`);
  assertEquals(text.match(/\[{2,}/)?.[0].length, MAX_LEVELS - 1);
});

Deno.test("sanitise() keeps fields with the names of built-in properties", () => {
  const given = JSON.parse('{"__proto__":{"password":"open sesame"},"constructor":1}');
  assertEquals(
    JSON.stringify(sanitise(given)),
    '{"__proto__":{"password":"[redacted]"},"constructor":1}',
  );
});

Deno.test("sanitise() hides what is typed into a field that asks for a secret", () => {
  const password = "Qz7hidden4Xw9";
  for (
    const given of [
      { element: "Password textbox", ref: "e5", text: password },
      { selector: "input[name=password]", value: password },
      { selector: "#password", text: password },
      { type: "password", value: password },
      { label: "Password", value: password },
      { apiKeys: [{ id: 1, key: "Qz7hidden4Xw9Qz7hidden4Xw9" }] },
      { kty: "oct", k: "Qz7hidden4Xw9Qz7hidden4Xw9" },
    ]
  ) {
    assert(!JSON.stringify(sanitise(given)).includes(password), JSON.stringify(given));
  }
  for (
    const given of [
      { element: "Password textbox", text: "Enter your password" },
      { name: "token.ts", content: "export const count = 12;" },
      { headers: { Authorization: "Bearer $TOKEN" } },
      { type: "object", value: "password" },
    ]
  ) {
    assertEquals(sanitise(given), given);
  }
});
