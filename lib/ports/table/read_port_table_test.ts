import { assert, assertEquals } from "@std/assert";
import { claimPorts } from "../../../tests/support/ports.ts";
import { type SystemPackage, testWithPackages } from "../../../tests/support/need.ts";
import { readPortTable } from "./read_port_table.ts";
import { type RunTool, runTool } from "./run_tool.ts";

/** Lets only some tools be found. */
function only(...programs: string[]): RunTool {
  return (program, args) =>
    programs.includes(program) ? runTool(program, args) : Promise.resolve({ kind: "missing" });
}

const BASICS = ["cat", "ls", "readlink", "id"];
const LIST_TOOLS: readonly (readonly [string, readonly SystemPackage[]])[] = [
  ["ss", ["iproute2"]],
  ["lsof", ["lsof"]],
  ["netstat", ["net-tools"]],
];

for (const [tool, packages] of LIST_TOOLS) {
  testWithPackages(packages, `readPortTable() finds this process by ${tool}`, () => {
    return findsThisProcess(only(tool, ...BASICS));
  });
}

Deno.test({
  name: "readPortTable() finds this process on a bare Linux",
  ignore: Deno.build.os !== "linux",
  fn: () => findsThisProcess(only(...BASICS)),
});

Deno.test("readPortTable() says when no tool is there", async () => {
  const table = await readPortTable([8765], { os: "linux", run: only() });
  assertEquals(table.listeners, []);
  assert(table.problems[0]?.startsWith("No tool on this system tells who listens"));
});

Deno.test("readPortTable() says when a tool takes too long, and asks the next one", async () => {
  const run: RunTool = (program) =>
    Promise.resolve(
      program === "ss"
        ? { kind: "late" }
        : program === "lsof"
        ? { kind: "output", text: "p42\nf3\nn*:8765\n" }
        : { kind: "missing" },
    );
  const table = await readPortTable([8765], { os: "linux", run });
  assertEquals(table.listeners, [{ address: "0.0.0.0", port: 8765, pid: 42 }]);
  assertEquals(table.problems, ["ss did not answer within 2 s"]);
});

Deno.test("readPortTable() asks the tools of Windows", async () => {
  const line = "  TCP    127.0.0.1:8765    0.0.0.0:0    LISTENING    42\r\n";
  const process = '{"pid":42,"ppid":7,"command":"python x.py","domain":"PC","user":"ann"}';
  const run: RunTool = (program, args) => {
    const asksStart = args.some((arg) => arg.includes("StartTime"));
    const outputs: Record<string, string> = {
      netstat: args.includes("TCPv6") ? "" : line,
      powershell: asksStart ? "42 134083840123456789\r\n" : process,
      whoami: "pc\\ann\r\n",
    };
    return Promise.resolve({ kind: "output", text: outputs[program] ?? "" });
  };
  const table = await readPortTable([8765], { os: "windows", run });
  assertEquals(table.listeners, [{ address: "127.0.0.1", port: 8765, pid: 42 }]);
  assertEquals(table.processes.get(42), {
    pid: 42,
    ppid: 7,
    user: "PC\\ann",
    own: true,
    argv: ["python", "x.py"],
    cwd: null,
    start: "filetime:134083840123456789",
  });
});

Deno.test("readPortTable() asks the tools of macOS", async () => {
  const run: RunTool = (program, args) => {
    const outputs: Record<string, string> = {
      lsof: args.includes("cwd") ? "p42\nfcwd\nn/Users/ann\n" : "p42\nf3\nn*:8765\n",
      ps: args.includes("stat=")
        ? "   42 Ss   Sun Nov 22 15:28:11 2026\n"
        : `   42     1  ${Deno.uid()} ann      python3 x.py\n`,
    };
    const text = outputs[program];
    return Promise.resolve(text === undefined ? { kind: "missing" } : { kind: "output", text });
  };
  const table = await readPortTable([8765], { os: "darwin", run });
  assertEquals(table.listeners, [{ address: "0.0.0.0", port: 8765, pid: 42 }]);
  assertEquals(table.processes.get(42), {
    pid: 42,
    ppid: 1,
    user: "ann",
    own: true,
    argv: ["python3", "x.py"],
    cwd: "/Users/ann",
    start: "seconds:1795361291",
  });
});

async function findsThisProcess(run: RunTool): Promise<void> {
  await using range = await claimPorts(2);
  using one = Deno.listen({ hostname: "127.0.0.1", port: range.first });
  using other = Deno.listen({ hostname: "0.0.0.0", port: range.last });
  const table = await readPortTable(range.ports, { run });
  assertEquals(
    table.listeners.toSorted((a, b) => a.port - b.port),
    [one, other].map(({ addr }) => ({ address: addr.hostname, port: addr.port, pid: Deno.pid })),
  );
  const info = table.processes.get(Deno.pid);
  assertEquals(info?.own, true);
  assertEquals(info?.ppid, Deno.ppid);
  assertEquals(info?.cwd, Deno.cwd());
  assert(info?.argv.includes("test"), `${info?.argv}`);
  assertEquals(table.problems, []);
}
