import { assert, assertEquals } from "@std/assert";
import { claimPorts } from "../../../tests/support/ports.ts";
import { makeTempHome } from "../../../tests/support/home.ts";
import { type SystemPackage, testWithPackages } from "../../../tests/support/need.ts";
import { readPortTable } from "./read_port_table.ts";
import { type RunTool, runTool } from "./run_tool.ts";

/** Lets only some tools be found. */
function only(...programs: string[]): RunTool {
  return (program, args) =>
    programs.includes(program) ? runTool(program, args) : Promise.resolve({ kind: "missing" });
}

/** Without a shell there is no look into `/proc` for the owners of sockets. */
const BASICS = ["cat", "readlink", "id"];
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
  fn: () => findsThisProcess(only("sh", ...BASICS)),
});

testWithPackages(["busybox"], "readPortTable() finds this process by busybox alone", async () => {
  await using temp = await makeTempHome();
  for (const name of ["sh", "cat", "find", "stat", "readlink", "id", "lsof", "netstat"]) {
    await Deno.symlink("/bin/busybox", `${temp.path}/${name}`);
  }
  // A PATH of its own, so that the shell finds no other tools either.
  const run: RunTool = async (program, args) => {
    const { stdout, code } = await new Deno.Command(`${temp.path}/${program}`, {
      args: [...args],
      env: { PATH: temp.path },
      stderr: "null",
    }).output();
    return { kind: "output", code, text: new TextDecoder().decode(stdout) };
  };
  await findsThisProcess(run);
});

Deno.test("readPortTable() goes on to the next tool when one fails or does something else", async () => {
  const outputs: Record<string, [number, string]> = {
    ss: [1, ""],
    lsof: [0, "42\t/bin/busybox\t/dev/null\n"],
    netstat: [
      0,
      "Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name\n" +
      "tcp 0 0 127.0.0.1:8765 0.0.0.0:* LISTEN 42/deno\n",
    ],
  };
  const run: RunTool = (program) => {
    const [code, text] = outputs[program] ?? [127, ""];
    return Promise.resolve({ kind: "output", code, text });
  };
  const table = await readPortTable([8765], { os: "linux", run });
  assertEquals(table.listeners, [{ address: "127.0.0.1", port: 8765, pid: 42 }]);
});

Deno.test("readPortTable() knows a port as used when no tool tells by whom", async () => {
  const tables = "  sl  local_address rem_address   st\n   0: 0100007F:223D 00000000:0000 0A " +
    "00000000:00000000 00:00000000 00000000     0        0 95830 1 0 100 0 0 10 0\n";
  const run: RunTool = (program) =>
    Promise.resolve(
      program === "cat" ? { kind: "output", code: 1, text: tables } : { kind: "missing" },
    );
  const table = await readPortTable([8765], { os: "linux", run });
  assertEquals(table.listeners, [{ address: "127.0.0.1", port: 8765, pid: null }]);
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
        ? { kind: "output", code: 0, text: "p42\0\nf3\0n*:8765\0\n" }
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
    return Promise.resolve({ kind: "output", code: 0, text: outputs[program] ?? "" });
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
      lsof: args.includes("cwd") ? "p42\0\nfcwd\0n/Users/ann\0\n" : "p42\0\nf3\0n*:8765\0\n",
      ps: args.includes("stat=")
        ? "   42 Ss   Sun Nov 22 15:28:11 2026\n"
        : `   42     1  ${Deno.uid()} ann      python3 x.py\n`,
    };
    const text = outputs[program];
    return Promise.resolve(
      text === undefined ? { kind: "missing" } : { kind: "output", code: 0, text },
    );
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
