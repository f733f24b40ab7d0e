import { assertEquals } from "@std/assert";
import { type Attempt, nextCommand } from "./next_command.ts";

const RANGE = { first: 8765, last: 8767 };

function commandFor(attempt: Omit<Attempt, "range">, used: readonly number[]): string {
  return nextCommand({ range: RANGE, ...attempt }, (port) => used.includes(port));
}

Deno.test("nextCommand() of a start names free ports in place of those that are taken", () => {
  const options = { host: "localhost", port: 8765 };
  assertEquals(commandFor({ options }, [8765]), "mpm-monitor start --port 8766");
  assertEquals(commandFor({ options }, []), "mpm-monitor start --port 8765");
  assertEquals(
    commandFor({ options: { ...options, dashboard_port: 8766 } }, [8765]),
    "mpm-monitor start --port 8767 --dashboard-port 8766",
  );
  assertEquals(
    commandFor({ options: { ...options, dashboard_port: 8766 } }, [8766]),
    "mpm-monitor start --port 8765 --dashboard-port 8767",
  );
  assertEquals(
    commandFor({ options: { ...options, dashboard_port: 8765 } }, []),
    "mpm-monitor start --port 8765 --dashboard-port 8766",
  );
});

Deno.test("nextCommand() goes beyond the range where the whole of it is taken", () => {
  const options = { host: "localhost" };
  assertEquals(commandFor({ options }, [8765, 8766, 8767]), "mpm-monitor start --port 8768");
  assertEquals(commandFor({ options }, [8765, 8766]), "mpm-monitor start");
});

Deno.test("nextCommand() of a restart keeps the server's own port, and says what is new", () => {
  const old = { port: 8765, dashboard_port: 8766, options: { host: "localhost", port: 8765 } };
  const same = { host: "localhost", port: 8765 };
  assertEquals(commandFor({ options: same, old }, [8765]), "mpm-monitor restart --port 8765");
  assertEquals(
    commandFor({ options: { ...same, port: 8767 }, old }, [8765, 8767]),
    "mpm-monitor restart --port 8768",
  );
  assertEquals(
    commandFor({ options: { ...same, host: "::1", dashboard_port: null }, old }, [8765]),
    "mpm-monitor restart --port 8765 --no-dashboard --host ::1",
  );
});
