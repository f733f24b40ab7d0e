import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { claimPorts } from "../../tests/support/ports.ts";
import { ANSWER, RECORD } from "./_samples.ts";
import { readConnections } from "./connections.ts";
import { probeHealth } from "./health.ts";
import { UserError } from "../user_error.ts";
import { requestLocal } from "./local_http.ts";
import { redactByServer } from "./redact_by_server.ts";

/** A server that gives each request the same answer. */
function serve(answer: () => Response, hostname = "127.0.0.1") {
  return Deno.serve({ hostname, port: 0, onListen: () => {} }, answer);
}

Deno.test("probeHealth() tells a server of ours from a stranger and from nobody", async () => {
  await using ours = serve(() => Response.json(ANSWER));
  assertEquals(await probeHealth("127.0.0.1", ours.addr.port), { kind: "healthy", answer: ANSWER });
  await using other = serve(() => Response.json({ status: "ok", service: "other" }));
  assertEquals(
    await probeHealth("127.0.0.1", other.addr.port),
    { kind: "stranger", service: "other" },
  );
  await using page = serve(() => new Response("<html>"));
  assertEquals(
    await probeHealth("127.0.0.1", page.addr.port),
    { kind: "stranger", service: null },
  );
  await using free = await claimPorts(1);
  assertEquals(await probeHealth("127.0.0.1", free.first), { kind: "refused" });
});

Deno.test("requestLocal() goes on to the next address only where nobody listens", async () => {
  let asked = 0;
  await using server = serve(() => {
    asked++;
    return Response.json({ at: "127.0.0.1" });
  });
  const request = { host: "localhost", port: server.addr.port, path: "/", timeout: 5_000 };
  assertEquals(await requestLocal(request), {
    kind: "answer",
    status: 200,
    body: { at: "127.0.0.1" },
  });
  assertEquals(asked, 1);
});

Deno.test("readConnections() is nobody where the answer is another one", async () => {
  const answers: readonly [body: string, ids: readonly string[]][] = [
    ["no JSON", []],
    ["null", []],
    ['"clients"', []],
    ['{"clients":1}', []],
    ['{"clients":[{"id":"a"}]}', ["a"]],
  ];
  for (const [body, ids] of answers) {
    await using server = serve(() => new Response(body));
    const found = await readConnections({
      path: "",
      record: { ...RECORD, host: "127.0.0.1", port: server.addr.port },
      state: "healthy",
      health: { ...ANSWER, clients: 1 },
    });
    assertEquals(found.map(({ id }) => id), ids, body);
  }
});

Deno.test("redactByServer() says what to type where the server is too old for it, or fails", async () => {
  const ask = async (response: Response) => {
    await using server = serve(() => response);
    return await redactByServer({ ...RECORD, host: "127.0.0.1", port: server.addr.port });
  };
  const progress = { schema_version: 1, done: true, changed: 1, looked: 2, of: 2 } as const;
  assertEquals(await ask(Response.json(progress)), progress);
  const old = await assertRejects(() => ask(new Response("no", { status: 404 })), UserError);
  assertMatch(String(old.reason), /cannot do that yet/);
  assertMatch(String(old.hint), /mpm-monitor restart --port \d+/);
  const error = { code: "failed", message: "The disk is full" };
  const full = await assertRejects(() => ask(Response.json({ error }, { status: 503 })), UserError);
  assertEquals(full.reason, "The disk is full");
  const strange = await assertRejects(() => ask(Response.json({ done: "yes" })), UserError);
  assertEquals(strange.reason, "It gave an answer that could not be read");
});
