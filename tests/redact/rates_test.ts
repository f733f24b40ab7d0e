/**
 * How many secrets are missed and how many harmless texts are hurt, over texts of many kinds.
 * Secrets are made up as the tests run.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { redactText } from "../../lib/events/redact/redact_text.ts";
import { sanitise } from "../../lib/events/redact/sanitise.ts";
import { findSharedFixtures } from "../support/shared.ts";
import { FIELD_SECRETS } from "./field_secrets.ts";
import { FIELD_LOOK_ALIKES, LOOK_ALIKES } from "./look_alikes.ts";
import { makeUp } from "./made_up.ts";
import { FURTHER_SECRETS } from "./further_secrets.ts";
import { TEXT_SECRETS } from "./text_secrets.ts";

/** Of a hundred secrets so many are missed at most. */
const MAX_MISSED = 1;

/** Of each kind other letters are tried. */
const SEEDS = [1, 2, 3, 4, 5];

interface Case {
  readonly text: string;
  readonly secrets: readonly string[];
}

function missed(cases: readonly Case[], redact: (text: string) => string): string[] {
  return cases.filter(({ text, secrets }) => {
    const redacted = redact(text);
    return secrets.some((secret) => redacted.includes(secret));
  }).map(({ text }) => text);
}

function assertFew(missed: readonly string[], all: number): void {
  assert(
    missed.length * 100 <= MAX_MISSED * all,
    `${missed.length} of ${all}: ${missed.join("\n")}`,
  );
}

function madeUp(templates: readonly string[]): Case[] {
  return SEEDS.flatMap((seed) =>
    templates.map((template, index) => makeUp(template, 1000 * seed + index))
  );
}

Deno.test("redactText() misses one in a hundred secrets in texts at most", () => {
  const cases = madeUp([...TEXT_SECRETS, ...FURTHER_SECRETS]);
  assertFew(missed(cases, redactText), cases.length);
});

Deno.test("redactText() changes nothing more when it is applied to what it made", () => {
  for (const { text } of madeUp([...TEXT_SECRETS, ...FURTHER_SECRETS])) {
    const redacted = redactText(text);
    assertEquals(redactText(redacted), redacted);
  }
});

Deno.test("redactText() hurts no text that only looks as if it held a secret", () => {
  for (const text of LOOK_ALIKES) assertEquals(redactText(text), text);
});

Deno.test("sanitise() misses one in a hundred secrets in fields at most", () => {
  const cases = madeUp(FIELD_SECRETS.map((value) => JSON.stringify(value)));
  assertFew(missed(cases, (text) => JSON.stringify(sanitise(JSON.parse(text)))), cases.length);
});

Deno.test("sanitise() hurts no field that only looks as if it held a secret", () => {
  for (const value of FIELD_LOOK_ALIKES) assertEquals(sanitise(value), value);
});

const shared = findSharedFixtures("secrets.ndjson");
if (shared !== null) {
  const lines = Deno.readTextFileSync(join(shared)).trim().split("\n");
  const decode = (text: string) =>
    new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  const cases = lines.map((line): { text_b64: string; secret_b64: string | null } =>
    JSON.parse(line)
  )
    .map(({ text_b64: text, secret_b64: secret }) => ({
      text: decode(text),
      secrets: secret === null ? [] : [decode(secret)],
    }));

  Deno.test("redactText() misses one in a hundred of the recorded secrets at most", () => {
    const secret = cases.filter(({ secrets }) => secrets.length > 0);
    assertFew(missed(secret, redactText), secret.length);
  });

  Deno.test("redactText() hurts none of the recorded look-alikes", () => {
    for (const { text, secrets } of cases) {
      if (secrets.length === 0) assertEquals(redactText(text), text);
    }
  });
}
