import { assert, assertEquals } from "@std/assert";
import { parseMoment } from "./amounts.ts";
import { writeMoment } from "./moment.ts";
import { withOffsets } from "./parse.ts";

const NOW = new Date(2026, 10, 27, 21, 30).getTime();
const at = (hours: number, minutes: number) =>
  writeMoment(new Date(2026, 10, 27, hours, minutes).getTime());

Deno.test("writeMoment() writes what parseMoment() reads, to the second, with its offset", () => {
  const text = writeMoment(NOW);
  assert(/^2026-11-27T21:30:00[+-]\d\d:\d\d$/.test(text), text);
  assertEquals(parseMoment(text, 0), NOW);
});

Deno.test("withOffsets() gives each local moment of a query its offset, and leaves the rest", () => {
  assertEquals(withOffsets("since:20:01 git", NOW), `since:${at(20, 1)} git`);
  assertEquals(withOffsets("(tool:Bash until:today)", NOW), `(tool:Bash until:${at(0, 0)})`);
  assertEquals(withOffsets("ts:>=20:00", NOW), `ts:>=${at(20, 0)}`);
  assertEquals(
    withOffsets("received:20:00..21:00 x", NOW),
    `received:${at(20, 0)}..${at(21, 0)} x`,
  );
  assertEquals(withOffsets('since:"2026-11-27 20:00"', NOW), `since:${at(20, 0)}`);
  const same = [
    "since:1h",
    "until:now",
    "since:2026-11-27T20:00:00Z",
    "since:2026-11-27T20:00+01:00",
    "since:1795165203000",
    '"since:20:01"',
    "since:(",
    "duration:>2s",
  ];
  for (const text of same) assertEquals(withOffsets(text, NOW), text);
});

Deno.test("writeMoment() names the offset of the machine's zone, east and west of Greenwich", async () => {
  const module = new URL("./moment.ts", import.meta.url);
  const program = `console.log((await import("${module}")).writeMoment(1782000000000))`;
  const written = async (zone: string) => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "-q", "--no-lock", program],
      env: { TZ: zone },
    }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  assertEquals(await written("Asia/Kolkata"), "2026-06-21T05:30:00+05:30");
  assertEquals(await written("America/St_Johns"), "2026-06-20T21:30:00-02:30");
  assertEquals(await written("UTC"), "2026-06-21T00:00:00+00:00");
});

Deno.test("writeMoment() names the offset of places west of Greenwich, east of it, and of half hours", async () => {
  const file = new URL("./moment.ts", import.meta.url).href;
  const code = `import { writeMoment } from ${JSON.stringify(file)};` +
    "console.log(writeMoment(Date.UTC(2026, 0, 2, 12)));";
  const written = await Promise.all(["America/New_York", "Asia/Kolkata", "UTC"].map(async (TZ) => {
    const command = new Deno.Command(Deno.execPath(), { args: ["eval", "-q", code], env: { TZ } });
    return new TextDecoder().decode((await command.output()).stdout).trim();
  }));
  assertEquals(written, [
    "2026-01-02T07:00:00-05:00",
    "2026-01-02T17:30:00+05:30",
    "2026-01-02T12:00:00+00:00",
  ]);
});
