import { assertEquals } from "@std/assert";
import type { WatchState } from "../service/watch_state.ts";
import { serviceFindings } from "./service_findings.ts";

const STATE: WatchState = {
  pid: 9,
  process_start: "boot:a:1",
  phase: "watching",
  port: 8765,
  restarts: 0,
  trouble: null,
};

function found(changes: Partial<WatchState>, alive = true) {
  const facts = { installed: true, alive, state: { ...STATE, ...changes } };
  return serviceFindings(facts).map(({ state, message }) => `${state}: ${message}`);
}

Deno.test("serviceFindings() says nothing where there is no service", () => {
  assertEquals(serviceFindings(null), []);
  assertEquals(serviceFindings({ installed: true, alive: false, state: null }), []);
});

Deno.test("serviceFindings() tells each state of a service", () => {
  assertEquals(found({}), ["ok: The service looks after the server on port 8765"]);
  assertEquals(found({ restarts: 1 }), [
    "warning: The service looks after the server on port 8765, and has brought it back once",
  ]);
  assertEquals(found({ restarts: 3 })[0]?.endsWith("back 3 times"), true);
  assertEquals(found({ phase: "stopped" }, false), [
    "ok: The service was stopped; the next start wakes it",
  ]);
  assertEquals(found({}, false), ["warning: The service does not run: its process 9 has ended"]);
});

Deno.test("serviceFindings() shows why a service has given up, and what to do", () => {
  const trouble = { at: 0, message: "No", reason: "it is broken", hint: "Mend it" };
  assertEquals(
    serviceFindings({
      installed: true,
      alive: false,
      state: { ...STATE, phase: "gave_up", trouble },
    }),
    [{
      check: "service",
      state: "error",
      message: "The service has given up: No: it is broken",
      advice: "Mend it\nmpm-monitor start",
    }],
  );
});
