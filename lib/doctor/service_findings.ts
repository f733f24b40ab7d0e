import type { ServiceFacts } from "../service/read_service.ts";
import { troubleText } from "../service/watch_state.ts";
import type { Finding } from "./finding.ts";

/** What the state of the service means; nothing where there is none. */
export function serviceFindings(facts: ServiceFacts | null): Finding[] {
  const state = facts?.state ?? null;
  if (facts === null || state === null) return [];
  const check = "service";
  const { phase, port, restarts, trouble } = state;
  if (phase === "gave_up") {
    return [{
      check,
      state: "error",
      message: `The service has given up: ${trouble === null ? "?" : troubleText(trouble)}`,
      advice: `${trouble?.hint === undefined ? "" : `${trouble.hint}\n`}mpm-monitor start`,
    }];
  }
  if (phase === "stopped") {
    return [{ check, state: "ok", message: "The service was stopped; the next start wakes it" }];
  }
  if (!facts.alive) {
    return [{
      check,
      state: "warning",
      message: `The service does not run: its process ${state.pid} has ended`,
      advice: "mpm-monitor service install",
    }];
  }
  if (phase === "starting") {
    return [{ check, state: "ok", message: "The service is starting its server" }];
  }
  const message = `The service looks after the server on port ${port}`;
  if (restarts === 0) return [{ check, state: "ok", message }];
  const times = restarts === 1 ? "once" : `${restarts} times`;
  return [{
    check,
    state: "warning",
    message: `${message}, and has brought it back ${times}`,
    advice: `mpm-monitor logs --port ${port}`,
  }];
}
