import { assertEquals } from "@std/assert";
import { classOfHolder } from "./holder_class.ts";
import type { PortHolder } from "./holders.ts";
import type { ProcessInfo } from "./table/types.ts";

const INSTANCES = [{ pid: 42, port: 8765, dashboard_port: 8766 }];
const KNOWN = { instances: INSTANCES, answersAsOurs: false };

Deno.test("classOfHolder() knows the two ports of a recorded instance", () => {
  assertEquals(classOfHolder(holder(8765, [process(42, "deno")]), KNOWN), "monitor");
  assertEquals(classOfHolder(holder(8766, [process(42, "deno")]), KNOWN), "dashboard");
});

Deno.test("classOfHolder() does not take another process on a recorded port for ours", () => {
  assertEquals(classOfHolder(holder(8765, [process(43, "python3 x.py")]), KNOWN), "foreign");
});

Deno.test("classOfHolder() calls a server of ours without a record an orphan", () => {
  const known = { instances: [], answersAsOurs: true };
  assertEquals(classOfHolder(holder(8765, [process(43, "mpm-monitor __serve")]), known), "orphan");
});

Deno.test("classOfHolder() wants every process on the socket to be a debug script", () => {
  const script = process(43, "python3 /srv/claude-mpm/scripts/debug_x.py");
  assertEquals(classOfHolder(holder(8765, [script]), KNOWN), "debug-script");
  assertEquals(classOfHolder(holder(8765, [script, process(44, "vim")]), KNOWN), "foreign");
  assertEquals(classOfHolder({ ...holder(8765, [script]), hidden: true }, KNOWN), "foreign");
});

Deno.test("classOfHolder() takes a holder that nobody sees for a stranger", () => {
  assertEquals(classOfHolder({ ...holder(8765, []), hidden: true }, KNOWN), "foreign");
});

function holder(port: number, processes: readonly ProcessInfo[]): PortHolder {
  return { port, addresses: ["127.0.0.1"], processes, hidden: false };
}

function process(pid: number, command: string): ProcessInfo {
  const argv = command.split(" ");
  return { pid, ppid: 1, user: "ann", own: true, argv, cwd: "/", start: "boot:1:1" };
}
