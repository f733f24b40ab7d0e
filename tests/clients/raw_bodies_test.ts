import { assert, assertEquals, assertGreaterOrEqual, assertLess } from "@std/assert";
import { fromFileUrl } from "@std/path/from-file-url";
import { readRecording, sendRecorded } from "./recording.ts";
import { startServer } from "./server.ts";

const FIXTURES = new URL("../fixtures/emitters/", import.meta.url);

async function recorded(name: string) {
  return await readRecording(fromFileUrl(new URL(name, FIXTURES)));
}

Deno.test("every JSON object that an emitter posts is answered with an empty 204 and stored", async () => {
  await using server = await startServer();
  const requests = await recorded("objects.ndjson");
  assert(requests.length > 10);
  for (const request of requests) {
    const { last } = await server.events();
    const answer = await sendRecorded(server.url, request);
    assertEquals(answer, { status: 204, body: "" }, request.id);
    const { events } = await server.events(last);
    // The monitor may add what it sees in tool use, such as a changed file.
    const sent = events.filter(({ source }) => source !== "monitor");
    assertEquals(sent.length, 1, `${request.id} is stored once`);
  }
});

Deno.test("a body that is no JSON is refused with what is wrong, and nothing is stored", async () => {
  await using server = await startServer();
  for (const request of await recorded("broken.ndjson")) {
    const { last } = await server.events();
    const answer = await sendRecorded(server.url, request);
    assertGreaterOrEqual(answer.status, 400, request.id);
    assertLess(answer.status, 500, request.id);
    assert(JSON.parse(answer.body).error.message.length > 0, request.id);
    assertEquals((await server.events(last)).events, [], request.id);
  }
});
