import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../events/event.ts";
import { EMPTY_STATE, reduce } from "../state/mod.ts";
import { newWaits, SIGNATURE_HEADER, Webhook } from "./mod.ts";
import { sign } from "./webhook.ts";

function event(id: number, type: string, data: Record<string, string>): CanonicalEvent {
  const facts = { source: "claude-code", category: "tool", session: "s", summary: type } as const;
  return { id, ts: id, received: id, type, data, tool: "Bash", project: "/shop", ...facts };
}

Deno.test("newWaits() tells once of each question", () => {
  const ask = event(2, "permission.request", { tool_name: "Bash" });
  const working = reduce(EMPTY_STATE, [event(1, "tool.pre", { tool_name: "Bash" })]);
  const asked = reduce(working, [ask]);
  const [wait, ...more] = newWaits(working, asked);
  assertEquals(more, []);
  assertEquals([wait?.session, wait?.project, wait?.kind, wait?.since], [
    "s",
    "/shop",
    "permission",
    2,
  ]);
  const later = reduce(asked, [event(3, "notification", { message: "x" })]);
  assertEquals(newWaits(asked, later), []);
  assertEquals(newWaits(asked, asked), []);
});

const WAITING = {
  session: "s",
  project: null,
  kind: "permission",
  question: "Bash?",
  tool: "Bash",
  agent: null,
  since: 1,
};

Deno.test("Webhook signs what it sends and tries again until it is taken", async () => {
  const answers = [500, "no answer", 204];
  const seen: string[] = [];
  const pauses: number[] = [];
  const webhook = new Webhook({
    url: "http://receiver.example/",
    secret: "s3cret",
    log: (line) => void seen.push(`log ${line}`),
    post: (_url, init) => {
      const body = String(init?.body);
      const headers = new Headers(init?.headers);
      assertEquals(headers.get(SIGNATURE_HEADER), `sha256=${sign("s3cret", body)}`);
      seen.push(JSON.parse(body).question);
      const answer = answers.shift();
      if (typeof answer !== "number") return Promise.reject(new TypeError("refused"));
      return Promise.resolve(new Response(null, { status: answer }));
    },
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
  });
  webhook.send(WAITING);
  await webhook.settled;
  assertEquals(seen, ["Bash?", "Bash?", "Bash?"]);
  assertEquals(pauses, [1_000, 5_000]);
});

Deno.test("Webhook gives up on a receiver that refuses or is not there", async () => {
  for (const [status, tries] of [[400, 1], [503, 5]] as const) {
    let count = 0;
    const log: string[] = [];
    const webhook = new Webhook({
      url: "http://receiver.example/",
      secret: undefined,
      log: (line) => void log.push(line),
      post: () => {
        count++;
        return Promise.resolve(new Response(null, { status }));
      },
      pause: () => Promise.resolve(),
    });
    webhook.send(WAITING);
    await webhook.settled;
    assertEquals(count, tries);
    assertEquals(log.length, 1);
  }
});
