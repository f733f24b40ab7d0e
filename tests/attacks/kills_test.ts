import { assert, assertEquals } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";
import { isLong } from "./long.ts";

const ROUNDS = isLong ? 25 : 3;

/** Sends to a server until it is gone, by several ways in; the marks that it acknowledged. */
async function sendUntilGone(port: number, round: number, enough: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  const ways: ((mark: string) => [path: string, body: string])[] = [
    (mark) => ["/api/events", JSON.stringify({ type: "kill", mark })],
    (mark) => ["/api/events", `${JSON.stringify({ type: "kill", mark })}\n`.repeat(2)],
    (mark) => [
      "/hooks/claude",
      JSON.stringify({ hook_event_name: "UserPromptSubmit", session_id: mark, prompt: mark }),
    ],
    (mark) => [
      "/api/events",
      JSON.stringify({ event: "claude_event", data: { type: "kill", data: { mark } } }),
    ],
  ];
  const work = async (way: number) => {
    for (let n = 0;; n++) {
      const mark = `r${round}w${way}n${n}`;
      const [path, body] = ways[way]?.(mark) ?? ["/", ""];
      const headers = { "content-type": way === 1 ? "application/x-ndjson" : "application/json" };
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: "POST",
        body,
        headers,
      }).catch(() => null);
      if (answer === null) return;
      await answer.body?.cancel().catch(() => {});
      if (answer.status === 204) acknowledged.push(mark);
      if (acknowledged.length === 150 + round * 7) enough();
    }
  };
  await Promise.all(ways.map((_, way) => work(way)));
  return acknowledged;
}

Deno.test("kill -9 during load: nothing that was acknowledged is lost", async () => {
  await using sandbox = await makeSandbox();
  const { range: { first }, run } = sandbox;
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = await run(["start", "--json"]);
    assertEquals(started.code, 0, started.stderr);
    const { pid } = await (await fetch(`http://127.0.0.1:${first}/health`)).json();
    acknowledged.push(...await sendUntilGone(first, round, () => Deno.kill(pid, "SIGKILL")));
    await until("its port to be free", async () => (await run(["status"])).code === 3);
  }
  assertEquals((await run(["start"])).code, 0);
  assert(acknowledged.length >= ROUNDS * 150);
  const stored = new Map<string, number>();
  for (let after = 0, more = true; more;) {
    const answer = await fetch(`http://127.0.0.1:${first}/api/events?after=${after}&limit=1000`);
    const page = await answer.json();
    for (const event of page.events) {
      const [mark] = /r\d+w\dn\d+/.exec(JSON.stringify(event)) ?? [];
      if (mark !== undefined) stored.set(mark, (stored.get(mark) ?? 0) + 1);
    }
    ({ last: after, more } = page);
  }
  assertEquals(acknowledged.filter((mark) => !stored.has(mark)), []);
  // The way that sends two lines has two events.
  const doubled = acknowledged.filter((mark) => stored.get(mark) !== (mark.includes("w1") ? 2 : 1));
  assertEquals(doubled, []);
});
