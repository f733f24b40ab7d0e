import { assertEquals } from "@std/assert";
import { openPayload } from "./payload.ts";
import { requestWords } from "./request_words.ts";

Deno.test("requestWords() says what telemetry reported a request, and nothing that it did not", () => {
  const model = { model: "claude-sonnet-5" };
  const words = { verb: "Request to", object: "claude-sonnet-5" };
  assertEquals(
    requestWords(openPayload({
      data: { ...model, input_tokens: 1903, output_tokens: 551, cost_usd: 0.040207 },
    })),
    { ...words, outcome: "1.9k in, 551 out, $0.0402" },
  );
  assertEquals(requestWords(openPayload({ data: { ...model, output_tokens: 7 } })), {
    ...words,
    outcome: "7 out",
  });
  assertEquals(requestWords(openPayload({ data: {} })), undefined);
});
