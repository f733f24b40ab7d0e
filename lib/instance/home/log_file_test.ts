import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../../tests/support/home.ts";
import { until } from "../../../tests/support/until.ts";
import { followFile } from "./follow.ts";
import { lastLines, LogFile } from "./log_file.ts";

const NOON = () => new Date(2025, 0, 8, 12, 0, 5);

Deno.test("LogFile writes each line with its local time, for its owner only", async () => {
  await using home = await makeTempHome();
  const path = `${home.path}/logs/8765.log`;
  const log = new LogFile(path, { now: NOON });
  log.write("one");
  log.write("two");
  log.close();
  assertEquals(lastLines(path, 9), ["2025-01-08 12:00:05 one", "2025-01-08 12:00:05 two"]);
  const { mode } = await Deno.stat(path);
  if (mode !== null && Deno.build.os !== "windows") assertEquals(mode & 0o777, 0o600);
});

Deno.test("LogFile rotates before it grows too big, and keeps three files", async () => {
  await using home = await makeTempHome();
  const path = `${home.path}/8765.log`;
  const log = new LogFile(path, { maxBytes: 60, now: NOON });
  for (let index = 0; index < 9; index++) log.write(`line ${index}`);
  log.close();
  const kept = await Promise.all(["", ".1", ".2", ".3"].map((part) => lastLines(path + part, 9)));
  assertEquals(
    kept.map((lines) => lines.map((line) => line.slice(-1)).join("")),
    ["8", "67", "45", ""],
  );
});

Deno.test("lastLines() gives the end of a file, and nothing of none", async () => {
  await using home = await makeTempHome();
  const path = `${home.path}/x`;
  assertEquals(lastLines(path, 3), []);
  await Deno.writeTextFile(path, "a\nb\nc\nd\n");
  assertEquals(lastLines(path, 2), ["c", "d"]);
  assertEquals(lastLines(path, 0), []);
});

Deno.test("followFile() hands on what is added, through rotations", async () => {
  await using home = await makeTempHome();
  const path = `${home.path}/8765.log`;
  const log = new LogFile(path, { maxBytes: 200, now: NOON });
  const end = new AbortController();
  let text = "";
  const following = (async () => {
    const options = { signal: end.signal, interval: 1, from: 0 };
    for await (const part of followFile(path, options)) text += part;
  })();
  for (let index = 0; index < 30; index++) {
    log.write(`line ${index}`);
    await until(`line ${index}`, () => text.includes(`line ${index}\n`));
  }
  end.abort();
  await following;
  log.close();
  assertEquals(
    text.trim().split("\n").map((line) => line.slice(20)),
    Array.from({ length: 30 }, (_, index) => `line ${index}`),
  );
});

Deno.test("followFile() begins where it is told to", async () => {
  await using home = await makeTempHome();
  const path = `${home.path}/8765.log`;
  await Deno.writeTextFile(path, "old\nnew\n");
  const end = new AbortController();
  let text = "";
  for await (const part of followFile(path, { signal: end.signal, interval: 1, from: 4 })) {
    text += part;
    end.abort();
  }
  assertEquals(text, "new\n");
});
