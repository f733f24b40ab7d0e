import { assertEquals } from "@std/assert";
import { parseEndpoint } from "./address.ts";
import { parseLsof, parseLsofCwd } from "./lsof.ts";
import { parseNetstatLinux, parseNetstatWindows } from "./netstat.ts";
import { parsePowerShell, splitWindowsCommand } from "./powershell.ts";
import { joinHolders, parseProcNet } from "./proc_net.ts";
import { parseCmdline, parseProcStatuses } from "./proc_status.ts";
import { parsePs } from "./ps.ts";
import { parseSs } from "./ss.ts";

Deno.test("parseEndpoint() reads addresses as all tools print them", () => {
  const cases: [string, string][] = [
    ["127.0.0.1:8765", "127.0.0.1"],
    ["[::1]:8765", "::1"],
    ["::1:8765", "::1"],
    [":::8765", "::"],
    ["*:8765", "0.0.0.0"],
    ["[::ffff:127.0.0.1]:8765", "127.0.0.1"],
    ["127.0.0.53%lo:8765", "127.0.0.53"],
  ];
  for (const [text, address] of cases) assertEquals(parseEndpoint(text), { address, port: 8765 });
  assertEquals(parseEndpoint("nonsense"), null);
});

Deno.test("parseSs() reads listeners, several processes of one, and hidden ones", () => {
  const text = [
    'LISTEN 0      511    127.0.0.1:8765  0.0.0.0:* users:(("deno",pid=42,fd=40))           ',
    'LISTEN 0      128        [::1]:8765     [::]:* users:(("a",pid=42,fd=3),("b",pid=43,fd=3),("b",pid=43,fd=4))',
    "LISTEN 0      128      0.0.0.0:2024  0.0.0.0:*                                  ",
    "LISTEN 0      128            *:9000        *:*    ",
    "",
  ].join("\n");
  assertEquals(parseSs(text), [
    { address: "127.0.0.1", port: 8765, pid: 42 },
    { address: "::1", port: 8765, pid: 42 },
    { address: "::1", port: 8765, pid: 43 },
    { address: "0.0.0.0", port: 2024, pid: null },
    { address: "0.0.0.0", port: 9000, pid: null },
  ]);
});

Deno.test("parseSs() believes no name that a process gives itself", () => {
  const line = (name: string) =>
    `LISTEN 0 5 127.0.0.1:8765 0.0.0.0:* users:(("${name}",pid=42,fd=3))`;
  const pidOf = (text: string) => parseSs(text)?.map(({ pid }) => pid);
  for (const name of ["x,pid=7,f", "x y", "), (", "(((((", ",pid=7,fd=3"]) {
    assertEquals(pidOf(line(name)), [42], name);
  }
  for (const name of ['"', '",pid=7,fd=3', '",pid=7,fd=3),(', '"),("a",pid=7,', '\t"x"']) {
    assertEquals(pidOf(line(name)), [null], name);
  }
});

Deno.test("the tools' parsers tell when a tool did something else", () => {
  const busyboxLsof = "1\t/bin/busybox\t/dev/null\n42\t/bin/busybox\tsocket:[95830]\n";
  assertEquals(parseLsof(busyboxLsof), null);
  assertEquals(parseLsof("p42\nn*:8765\n"), null);
  assertEquals(parseLsof(""), []);
  assertEquals(parseSs("Usage: ss [ OPTIONS ]\n"), null);
  assertEquals(parseSs("State  Recv-Q Send-Q Local Address:Port Peer Address:Port\n"), []);
  assertEquals(parseSs(""), []);
  assertEquals(parseNetstatLinux(""), null);
  assertEquals(parseNetstatLinux("netstat: invalid option -- 'p'\n"), null);
  assertEquals(parseProcNet(""), null);
});

Deno.test("parseLsof() reads fields that end with a zero byte", () => {
  const text = "p42\0cdeno\0Lann\0\nf3\0n*:8765\0\n" +
    "p43\0cp7\\nn*:1\0Lann\0\nf40\0n127.0.0.1:8766\0\nf41\0n[::1]:8766\0\nf42\0n[::1]:8766\0\n";
  assertEquals(parseLsof(text), [
    { address: "0.0.0.0", port: 8765, pid: 42 },
    { address: "127.0.0.1", port: 8766, pid: 43 },
    { address: "::1", port: 8766, pid: 43 },
  ]);
});

Deno.test("parseLsofCwd() reads working directories", () => {
  assertEquals(
    parseLsofCwd("p42\0\nfcwd\0n/Users/ann/src/claude-mpm\0\np43\0\nfcwd\0n/\0\n"),
    new Map([[42, "/Users/ann/src/claude-mpm"], [43, "/"]]),
  );
});

Deno.test("parseNetstatLinux() reads owners, and sockets without one", () => {
  const text = [
    "Active Internet connections (only servers)",
    "Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name",
    "tcp        0      0 127.0.0.1:8765          0.0.0.0:*               LISTEN      42/deno",
    "tcp        0      0 0.0.0.0:2024            0.0.0.0:*               LISTEN      -",
    "tcp6       0      0 :::8766                 :::*                    LISTEN      43/python3 -m",
  ].join("\n");
  assertEquals(parseNetstatLinux(text), [
    { address: "127.0.0.1", port: 8765, pid: 42 },
    { address: "0.0.0.0", port: 2024, pid: null },
    { address: "::", port: 8766, pid: 43 },
  ]);
});

Deno.test("parseNetstatWindows() does not depend on the system's language", () => {
  const text = [
    "",
    "Aktive Verbindungen",
    "",
    "  Proto  Lokale Adresse         Remoteadresse          Status           PID",
    "  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         908",
    "  TCP    127.0.0.1:8765         0.0.0.0:0              LISTENING       4711",
    "  TCP    127.0.0.1:8765         127.0.0.1:50001        HERGESTELLT     4711",
    "  TCP    [::1]:8765             [::]:0                 LISTENING       4711",
  ].join("\r\n");
  assertEquals(parseNetstatWindows(text), [
    { address: "0.0.0.0", port: 135, pid: 908 },
    { address: "127.0.0.1", port: 8765, pid: 4711 },
    { address: "::1", port: 8765, pid: 4711 },
  ]);
});

Deno.test("parseProcNet() reads the kernel's tables", () => {
  const text = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "   0: 0100007F:223D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 95830 1 0 100 0 0 10 0",
    "   1: 0100007F:223D 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 95999 1 0 100 0 0 10 0",
    "   0: 00000000000000000000000001000000:223D 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 95831 1 0 100 0 0 10 0",
    "   1: 00000000000000000000000000000000:223E 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 95832 1 0 100 0 0 10 0",
    "   2: 0000000000000000FFFF00000100007F:223F 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 95833 1 0 100 0 0 10 0",
  ].join("\n");
  assertEquals(parseProcNet(text), [
    { address: "127.0.0.1", port: 8765, inode: "95830" },
    { address: "::1", port: 8765, inode: "95831" },
    { address: "::", port: 8766, inode: "95832" },
    { address: "127.0.0.1", port: 8767, inode: "95833" },
  ]);
});

Deno.test("joinHolders() tells which process holds which socket", () => {
  const holders = new Map([["95830", [42, 43]]]);
  const sockets = [
    { address: "::1", port: 8765, inode: "95830" },
    { address: "::1", port: 8766, inode: "1" },
  ];
  assertEquals(joinHolders(sockets, holders), [
    { address: "::1", port: 8765, pid: 42 },
    { address: "::1", port: 8765, pid: 43 },
    { address: "::1", port: 8766, pid: null },
  ]);
});

Deno.test("parseProcStatuses() reads several processes", () => {
  const status = (name: string, pid: number, uid: number) =>
    `Name:\t${name}\nState:\tS (sleeping)\nPid:\t${pid}\nPPid:\t7\nUid:\t${uid}\t${uid}\t0\t0\n`;
  assertEquals(
    parseProcStatuses(status("deno", 42, 1000) + status("Pid: 99", 43, 0)),
    new Map([[42, { ppid: 7, uid: 1000 }], [43, { ppid: 7, uid: 0 }]]),
  );
});

Deno.test("parseCmdline() keeps spaces and empty arguments", () => {
  assertEquals(parseCmdline("python3\0my script.py\0\0"), ["python3", "my script.py", ""]);
  assertEquals(parseCmdline(""), []);
});

Deno.test("parsePs() reads processes", () => {
  assertEquals(parsePs("   42     1  1000 ann      python3 -m  http.server 8765\n"), [
    { pid: 42, ppid: 1, uid: 1000, user: "ann", argv: ["python3", "-m", "http.server", "8765"] },
  ]);
});

Deno.test("parsePowerShell() reads one process, several, and nonsense", () => {
  const row = {
    pid: 42,
    ppid: 7,
    command: '"C:\\Program Files\\Python\\python.exe" -m http.server',
    name: "python.exe",
    domain: "PC",
    user: "ann",
  };
  const expected = {
    pid: 42,
    ppid: 7,
    user: "PC\\ann",
    argv: ["C:\\Program Files\\Python\\python.exe", "-m", "http.server"],
  };
  assertEquals(parsePowerShell(JSON.stringify(row)), [expected]);
  const hidden = { ...row, pid: 4, command: null, user: null };
  assertEquals(parsePowerShell(JSON.stringify([row, hidden])), [
    expected,
    { pid: 4, ppid: 7, user: null, argv: ["python.exe"] },
  ]);
  assertEquals(parsePowerShell(""), []);
});

Deno.test("splitWindowsCommand() cuts at spaces outside of quotes", () => {
  assertEquals(splitWindowsCommand('a "b c" d'), ["a", "b c", "d"]);
});
