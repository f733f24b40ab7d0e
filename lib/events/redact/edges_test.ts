import { assertEquals, assertStrictEquals } from "@std/assert";
import { redactJson } from "./redact_json.ts";
import { redactStored } from "./redact_stored.ts";
import { redactText } from "./redact_text.ts";
import { sanitise } from "./sanitise.ts";
import { replaceSpans } from "./span.ts";

// Put together here, so that nobody's scanner takes this file for a leak.
const LETTERS = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA";
const PASSWORD = `Zx9K${"q22vb"}`;
const REST =
  " and nothing more was said of it in all of this long line of words, which goes on and on";

/** Texts, and all that is left of them. */
const TEXTS: readonly (readonly [what: string, text: string, left: string])[] = [
  [
    "a token of letters alone",
    `token ${"hf_"}IbJgUpTUPhLeNuvrNsOwIkTuTMVtjPAfKb has write permission`,
    "token [redacted: Hugging Face token] has write permission",
  ],
  [
    "a private key in a listing with numbered lines",
    [
      `     1→-----BEGIN ${"PRIVATE KEY"}-----`,
      "     2→BX6FVU1Pj7odejDB6uDwlpnkNB1Xf6jjnUQVWz1vdUVpPeD+WzVJbVWwjwV5",
      `     3→-----END ${"PRIVATE KEY"}-----`,
    ].join("\n"),
    "     1→[redacted: private key]",
  ],
  [
    "the end of a private key in a listing with numbered lines",
    `     2→BX6FVU1Pj7odejDB6uDwlpnkNB1Xf6jj\n     3→-----END ${"PRIVATE KEY"}-----`,
    `[redacted: private key]-----END ${"PRIVATE KEY"}-----`,
  ],
  [
    "pass behind a user",
    `user jo, pass ${PASSWORD}${REST}`,
    `user jo, pass [redacted: password]${REST}`,
  ],
  [
    "twenty small letters and digits behind their name",
    `the token ${"3f9a8c7b6d"}5e4f3a2b1c was leaked`,
    "the token [redacted: token] was leaked",
  ],
  ["an id of a bot at the very beginning", `123456789:AA${LETTERS}a`, "[redacted: Telegram token]"],
  [
    "a value of a Kubernetes secret, and not the comment behind it",
    'kind: Secret\ndata:\n  zeta: bW9yZQ== # old\n  eta: "bW9yZXM="\n',
    'kind: Secret\ndata:\n  zeta: [redacted: secret] # old\n  eta: "[redacted: secret]"\n',
  ],
  [
    "a value of a Kubernetes secret in JSON, and no sign around it",
    '{"kind":"Secret","data":{"zeta":"bW9yZQ=="}}',
    '{"kind":"Secret","data":{"zeta":"[redacted: secret]"}}',
  ],
  [
    "the password of a URL, and not its user",
    `see postgres://jo:${PASSWORD}@host/db`,
    "see postgres://jo:[redacted: password]@host/db",
  ],
  [
    "both parts of a URL whose user is a token",
    `https://a1B2c3D4e5F6g7H8i9J0k1:${PASSWORD}@host`,
    "https://[redacted: credentials]@host",
  ],
  [
    "a value in quotes up to its quote, where it ends with a backslash",
    `password="${PASSWORD}\\\\" and "more"`,
    'password="[redacted: password]" and "more"',
  ],
  [
    "a password whose name has a digit as wide as a letter of Chinese",
    `password\uff10=${PASSWORD}`,
    "password\uff10=[redacted: password]",
  ],
  ["a long word in quotes", `token = "longword${"secretsecret"}"`, 'token = "[redacted: token]"'],
  ["an odd word without quotes", `client_secret: zx9${"kq2"}`, "client_secret: [redacted: secret]"],
];

for (const [what, text, left] of TEXTS) {
  Deno.test(`redactText() replaces ${what}`, () => assertEquals(redactText(text), left));
}

/** Texts that are not secrets, though a name of one stands before them. */
const HARMLESS: readonly (readonly [what: string, text: string])[] = [
  ["what an ordinary key is set to", 'cache.setToken("users:list:all")'],
  ["a sentence below a heading", "## API token\n\na1B2c3D4e5F6g7H8 is what it looks like\n"],
  ["a short word in quotes", 'client_secret: "zx9kq2"'],
];

for (const [what, text] of HARMLESS) {
  Deno.test(`redactText() leaves ${what}`, () => assertEquals(redactText(text), text));
}

Deno.test("sanitise() replaces a cookie below the name of cookies", () => {
  assertEquals(sanitise({ cookies: { raw: "theme=dark; sid=abcd" } }), {
    cookies: { raw: "[redacted]" },
  });
});

Deno.test("sanitise() replaces credentials behind the name of their header, whatever they are", () => {
  assertEquals(sanitise({ headers: ["X-Authorization", "Basic qwerty"] }), {
    headers: ["X-Authorization", "[redacted]"],
  });
});

Deno.test("sanitise() leaves a label of three words that are not English", () => {
  const label = { password: "muß größer sein" };
  assertEquals(sanitise(label), label);
});

Deno.test("redactJson() replaces secrets beside null, numbers and lists", () => {
  const url = `https://jo:${PASSWORD}@host`;
  assertEquals(
    redactJson(JSON.stringify({ none: null, list: [1, null, url], [url]: true })),
    JSON.stringify({
      none: null,
      list: [1, null, "https://jo:[redacted: password]@host"],
      "https://jo:[redacted: password]@host": true,
    }),
  );
});

Deno.test("redactStored() replaces a secret wherever it stands, and hands back what holds none", () => {
  const clean = { summary: "Bash: ls", data: '{"a":1}', correlation: null };
  assertStrictEquals(redactStored(clean), clean);
  assertEquals(
    redactStored({
      summary: `Login: ${PASSWORD}`,
      data: JSON.stringify({ password: PASSWORD }),
      correlation: `https://jo:${PASSWORD}@host`,
    }),
    {
      summary: "Login: [redacted]",
      data: '{"password":"[redacted]"}',
      correlation: "https://jo:[redacted: password]@host",
    },
  );
});

Deno.test("replaceSpans() replaces all of a part that has another one within it", () => {
  assertEquals(
    replaceSpans("a secret is here", [
      { start: 2, end: 11, kind: "token" },
      { start: 4, end: 6, kind: "key" },
    ]),
    "a [redacted: token] here",
  );
});
