import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { openSqliteReader } from "../../lib/store/sqlite/open_reader.ts";
import { isJsonObject } from "../../lib/events/json.ts";

const WRITER = fromFileUrl(new URL("./writer_process.ts", import.meta.url));
/** More with `KILL_ROUNDS=100`. */
const ROUNDS = Number(Deno.env.get("KILL_ROUNDS") ?? 4);

/** Lets a writer acknowledge so many events, then kills it; returns what it acknowledged. */
async function writeAndKill(path: string, enough: number): Promise<Map<number, string>> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", WRITER, path],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const acknowledged = new Map<number, string>();
  let rest = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    // A line that was cut off by the end of the process says nothing.
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [id = "", mark = ""] = line.split(" ");
      acknowledged.set(Number(id), mark);
    }
    if (acknowledged.size >= enough) killOnce(child);
  }
  await child.status;
  return acknowledged;
}

const killed = new WeakSet<Deno.ChildProcess>();

function killOnce(child: Deno.ChildProcess): void {
  if (killed.has(child)) return;
  killed.add(child);
  child.kill("SIGKILL");
}

async function storedMarks(path: string): Promise<Map<number, string>> {
  const reader = await openSqliteReader(path);
  const marks = new Map<number, string>();
  for (let after = 0, more = true; more;) {
    const page = await reader.page({ after, limit: 1000 });
    for (const { id, data } of page.events) marks.set(id, isJsonObject(data) ? `${data.mark}` : "");
    ({ last: after, more } = page);
  }
  await reader.close();
  return marks;
}

Deno.test("kill -9: what was acknowledged is in the store, once, and ids go on growing", async () => {
  const folder = await Deno.makeTempDir({ prefix: "monitor-kill-" });
  const path = join(folder, "s.db");
  const acknowledged = new Map<number, string>();
  for (let round = 0; round < ROUNDS; round++) {
    // Another moment each time, in the middle of whatever happens then.
    const seen = await writeAndKill(path, 1 + Math.floor(Math.random() * 400));
    for (const [id, mark] of seen) {
      assert(!acknowledged.has(id), `${id} was given twice`);
      acknowledged.set(id, mark);
    }
  }
  const stored = await storedMarks(path);
  for (const [id, mark] of acknowledged) assertEquals(stored.get(id), mark, `event ${id}`);
  assertEquals([...stored.keys()], Array.from({ length: stored.size }, (_, n) => n + 1));
  assertEquals(new Set(stored.values()).size, stored.size);
  await Deno.remove(folder, { recursive: true });
});
