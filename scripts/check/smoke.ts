/**
 * `deno task smoke FILE [FLOOR]`: drives a compiled binary through a first day of its life, from an empty
 * home folder and an unrelated working directory, on free ports, and measures how fast it answers,
 * beside FLOOR, an empty program that was compiled in the same way.
 */
import { resolve } from "@std/path/resolve";
import { io } from "socket.io-client";
import { VERSION } from "../../lib/version.ts";
import { makeSandbox, type Sandbox } from "../../tests/support/cli.ts";
import { arePortsFree } from "../../tests/support/ports.ts";
import { until } from "../../tests/support/until.ts";
import { Checklist } from "./checklist.ts";

/** How many times as long as an empty program, compiled in the same way, the commands may take. */
const MOST = { start: 16, status: 3, version: 3 };
const ROUNDS = 7;

if (import.meta.main) {
  const [file, floor] = Deno.args;
  if (file === undefined) {
    // deno-lint-ignore no-console -- tells how it is used
    console.error("Usage: deno task smoke FILE [FLOOR]");
    Deno.exit(2);
  }
  Deno.exit(await smoke(resolve(file), floor === undefined ? null : resolve(floor)) ? 0 : 1);
}

/** @returns whether everything held */
async function smoke(binary: string, floor: string | null): Promise<boolean> {
  const list = new Checklist();
  try {
    await using sandbox = await makeSandbox({ binary });
    await firstDay(sandbox, list);
    await measure(sandbox, list, floor);
    const stopped = await sandbox.run(["stop"]);
    list.check("stop with nothing running", stopped.code === 0, stopped.stderr);
    list.check("ports are free again", await arePortsFree(sandbox.range.ports));
  } catch (error) {
    list.check("runs to the end", false, error instanceof Error ? error.message : String(error));
  }
  // deno-lint-ignore no-console -- the table is what this script is for
  console.log(list.table());
  return list.passed;
}

async function firstDay(sandbox: Sandbox, list: Checklist): Promise<void> {
  const port = sandbox.range.first;
  const version = await sandbox.run(["--version"]);
  list.check("--version", version.stdout.includes(VERSION), version.stdout + version.stderr);

  const before = await sandbox.run(["status", "--json"]);
  list.check("status before the first start", before.code === 3, `exit ${before.code}`);
  list.check("status creates nothing", await isAbsent(sandbox.home));

  const started = await sandbox.run(["start", "--port", `${port}`]);
  list.check("start", started.code === 0, started.stderr);
  list.check("/health names the product", await healthOf(port) === "mpm-monitor");

  const marks = await sendEvents(port, list);
  const found = await until("the events in the history", () => idsOf(port, marks));
  list.check("events are in the history", found.length === marks.length);

  list.check("a subscriber gets them by WebSocket", await getsByWebSocket(port, marks));

  const status = await sandbox.run(["status", "--json"]);
  list.check("status --json", status.code === 0 && isJson(status.stdout), status.stderr);
  await checkPage(port, list);
  await askByMcp(sandbox, list);

  const stopped = await sandbox.run(["stop"]);
  list.check("stop", stopped.code === 0, stopped.stderr);
  const again = await sandbox.run(["start", "--port", `${port}`]);
  list.check("start again", again.code === 0, again.stderr);
  const kept = await idsOf(port, marks);
  list.check("finds the same events again", `${kept}` === `${found}`, `${found} then ${kept}`);
  await sandbox.run(["stop"]);
  await redactWhatIsStored(sandbox, list);
}

/** A tool reads the store, and another one asks the server. */
async function askByMcp(sandbox: Sandbox, list: Checklist): Promise<void> {
  const calls = ["search_events", "list_sessions"].map((name, id) =>
    JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name } })
  );
  const { stdout, stderr } = await sandbox.run(["mcp"], { stdin: `${calls.join("\n")}\n` });
  const answers = stdout.split("\n").filter(isJson).map((line) => JSON.parse(line));
  const good = answers.filter(({ result }) => result?.structuredContent?.notice !== undefined);
  list.check("mcp", good.length === calls.length, stdout.slice(0, 300) + stderr);
}

/** A thread of the binary's own server replaces what was stored without redaction. */
async function redactWhatIsStored(sandbox: Sandbox, list: Checklist): Promise<void> {
  const port = sandbox.range.first;
  const secret = "Qz7hidden4Xw9";
  await sandbox.run(["start", "--no-redact", "--port", `${port}`]);
  await post(`http://localhost:${port}/hooks/claude`, {
    hook_event_name: "UserPromptSubmit",
    session_id: "smoke",
    cwd: "/tmp/smoke",
    prompt: `DB_PASSWORD=${secret}`,
  });
  await until("the secret is stored", async () => (await idsOf(port, [secret])).length === 1);
  await sandbox.run(["stop"]);
  await sandbox.run(["start", "--port", `${port}`]);
  const { stdout, stderr } = await sandbox.run(["store", "redact"]);
  list.check("store redact", /replaced secrets in 1\n$/.test(stdout), stdout + stderr);
  list.check("nothing of the secret is left", (await idsOf(port, [secret])).length === 0);
  await sandbox.run(["stop"]);
}

/** Sends one event by each way in, and returns the texts by which they are found again. */
async function sendEvents(port: number, list: Checklist): Promise<string[]> {
  const marks = ["envelope", "hook", "socket"].map((way) => `smoke-${way}-${crypto.randomUUID()}`);
  const [envelope, hook, socket] = marks;
  const posted = await post(`http://localhost:${port}/api/events`, {
    namespace: "",
    event: "claude_event",
    data: { type: "hook", subtype: "user_prompt", data: { prompt: envelope } },
  });
  list.check("POST /api/events answers an empty 204", posted);
  const hooked = await post(`http://localhost:${port}/hooks/claude`, {
    hook_event_name: "UserPromptSubmit",
    session_id: "smoke",
    cwd: "/tmp/smoke",
    prompt: hook,
  });
  list.check("POST /hooks/claude answers an empty 204", hooked);
  const client = io(`http://localhost:${port}`, { reconnection: false });
  client.on("connect", () => {
    client.emit("claude_event", { type: "session.start", data: { note: socket } });
  });
  await until("the socket's event", async () => (await idsOf(port, [socket ?? ""])).length === 1);
  client.close();
  list.check("a socket client's event arrives", true);
  return marks;
}

/** Whether a client that never polls is sent what is stored. */
async function getsByWebSocket(port: number, marks: readonly string[]): Promise<boolean> {
  const client = io(`http://localhost:${port}`, { transports: ["websocket"] });
  let seen = "";
  client.on("events", (batch: unknown) => seen += JSON.stringify(batch));
  client.on("connect", () => client.emit("subscribe", { after: 0 }));
  try {
    return await until("the events by WebSocket", () => marks.every((mark) => seen.includes(mark)));
  } finally {
    client.close();
  }
}

async function post(url: string, body: unknown): Promise<boolean> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.status === 204 && await response.text() === "";
}

async function healthOf(port: number): Promise<unknown> {
  const health: unknown = await (await fetch(`http://localhost:${port}/health`)).json();
  return typeof health === "object" && health !== null && "product" in health
    ? health.product
    : null;
}

/** Ids of the stored events that carry one of the marks, ascending. */
async function idsOf(port: number, marks: readonly string[]): Promise<number[]> {
  const response = await fetch(`http://localhost:${port}/api/events?after=0&limit=1000`);
  const { events } = await response.json() as { events: { id: number }[] };
  return events.filter((event) => marks.some((mark) => JSON.stringify(event).includes(mark)))
    .map((event) => event.id);
}

async function checkPage(port: number, list: Checklist): Promise<void> {
  const response = await fetch(`http://localhost:${port}/`);
  const html = await response.text();
  const policy = response.headers.get("content-security-policy") ?? "";
  list.check(
    "the page, with its security policy",
    response.ok && policy !== "" && !policy.includes("unsafe-inline"),
  );
  const assets = [...html.matchAll(/(?:src|href)="([^"#:]+\.(?:js|css))"/g)]
    .map((match) => match[1] ?? "");
  const answers = await Promise.all(assets.map(async (path) => {
    const asset = await fetch(new URL(path, `http://localhost:${port}/`));
    return asset.ok && (await asset.text()).length > 0;
  }));
  list.check("the page's script and styles", answers.length >= 2 && answers.every(Boolean));
}

async function measure(sandbox: Sandbox, list: Checklist, floor: string | null): Promise<void> {
  const starts: number[] = [];
  const statuses: number[] = [];
  const versions: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    starts.push(await timed(() => sandbox.run(["start", "--port", `${sandbox.range.first}`])));
    statuses.push(await timed(() => sandbox.run(["status", "--json"])));
    versions.push(await timed(() => sandbox.run(["--version"])));
    await sandbox.run(["stop"]);
    if (floor !== null) floors.push(await timed(() => new Deno.Command(floor).output()));
  }
  const within = (most: number) => floor === null ? null : { times: floors, most };
  list.measure("start to ready", starts, within(MOST.start));
  list.measure("status", statuses, within(MOST.status));
  list.measure("--version", versions, within(MOST.version));
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}

async function isAbsent(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
