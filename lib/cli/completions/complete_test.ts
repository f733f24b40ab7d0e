import { assertEquals } from "@std/assert";
import type { Command } from "../core/command.ts";
import { complete, FILES, type Knowledge } from "./complete.ts";
import { nextPlaces } from "./operands.ts";
import { queryWords } from "./query_words.ts";

const COMMANDS: Readonly<Record<string, Pick<Command, "name" | "summary" | "usage" | "options">>> =
  {
    start: {
      name: "start",
      summary: "Start a server",
      options: [
        { name: "port", value: "PORT", summary: "Its port" },
        { name: "host", value: "HOST", summary: "Its host" },
        { name: "force", short: "f", summary: "End what is in the way" },
      ],
    },
    stop: { name: "stop", summary: "Stop a server", options: [] },
    config: {
      name: "config",
      summary: "Settings",
      usage: "[list | get KEY | set KEY VALUE]",
      options: [],
    },
    export: {
      name: "export",
      summary: "Write events",
      usage: "[QUERY]",
      options: [{ name: "format", value: "FORMAT", choices: ["ndjson", "csv"], summary: "" }],
    },
    import: { name: "import", summary: "Read events", usage: "<FILE>", options: [] },
  };

const VALUES: Readonly<Record<string, readonly string[]>> = {
  QUERY: ["tool:Read", "-tool:Read"],
  PORT: ["8765", "8770"],
  KEY: ["port", "host"],
};

const QUERYING = { usage: "[QUERY]", options: [] };

const KNOWLEDGE: Knowledge = {
  load: (name) => Promise.resolve(COMMANDS[name]),
  commands: () => Promise.resolve(Object.values(COMMANDS)),
  values: (placeholder, before) =>
    Promise.resolve(
      placeholder === "FILE"
        ? FILES
        : placeholder === "VALUE"
        ? [{ value: `of ${before.at(-1)}`, summary: "" }]
        : (VALUES[placeholder] ?? []).map((value) => ({ value, summary: "" })),
    ),
};

async function suggested(...words: readonly string[]) {
  const found = await complete(words, KNOWLEDGE);
  return found === FILES ? FILES : found.map(({ value }) => value);
}

Deno.test("complete() suggests commands, behind the word `monitor` as well", async () => {
  assertEquals(await suggested("st"), ["start", "stop"]);
  assertEquals(await suggested("monitor", "sto"), ["stop"]);
  assertEquals(await suggested("--quiet", "sto"), ["stop"]);
  assertEquals(await suggested("--js"), ["--json"]);
  assertEquals(await suggested("nothing", ""), []);
  assertEquals((await suggested()).length, 5);
});

Deno.test("complete() suggests options once, and their values", async () => {
  assertEquals(await suggested("start", "--po"), ["--port"]);
  assertEquals(await suggested("start", "--port", "8765", "--po"), []);
  assertEquals(await suggested("start", "-f", "--fo"), []);
  assertEquals(await suggested("start", "--port", "877"), ["8770"]);
  assertEquals(await suggested("start", "--port=87"), ["--port=8765", "--port=8770"]);
  assertEquals(await suggested("start", "--force=x"), []);
  assertEquals(await suggested("start", "--host", ""), []);
  assertEquals(await suggested("export", "--format", "c"), ["csv"]);
  assertEquals(await suggested("export", "--format", "csv", "--format=n"), ["--format=ndjson"]);
});

Deno.test("complete() suggests what a command takes, by its usage", async () => {
  assertEquals(await suggested("config", ""), ["list", "get", "set"]);
  assertEquals(await suggested("config", "--quiet", "set", "p"), ["port"]);
  assertEquals(await suggested("config", "set", "port", ""), ["of port"]);
  assertEquals(await suggested("config", "list", ""), []);
  assertEquals(await suggested("import", ""), FILES);
  assertEquals(await suggested("start", ""), []);
});

Deno.test("complete() takes what a query must not have for no option", async () => {
  const knowledge = { ...KNOWLEDGE, load: () => Promise.resolve(QUERYING) };
  const found = await complete(["tail", "-tool:R"], knowledge);
  assertEquals(found, [{ value: "-tool:Read", summary: "" }]);
});

Deno.test("nextPlaces() follows the ways that fit what is given", () => {
  assertEquals(nextPlaces("[on | off]", []), ["on", "off"]);
  assertEquals(nextPlaces("[list | get KEY | set KEY VALUE]", ["get", "x"]), []);
  assertEquals(nextPlaces("[QUERY]", ["tool:Bash", "-has:error"]), ["QUERY"]);
  assertEquals(nextPlaces(undefined, []), []);
});

Deno.test("queryWords() suggests fields, then their values as a query has them", async () => {
  const seen = (field: string) =>
    Promise.resolve([{ value: field === "project" ? "my shop" : "s-1", summary: "/home" }]);
  const values = async (current: string) =>
    (await queryWords(current, seen)).map(({ value }) => value);
  assertEquals((await values("")).includes("tool:"), true);
  assertEquals(await values("project:"), ['project:"my shop"']);
  assertEquals(await values("-session:"), ["-session:s-1"]);
  assertEquals((await values("status:")).includes("status:error"), true);
  assertEquals(await values("constructor:"), []);
});
