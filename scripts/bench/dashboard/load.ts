import type { Page } from "playwright-core";
import type { EventDraft } from "../../../lib/events/event.ts";
import { draft, type TestServer } from "../../../tests/browser/test_server.ts";

/** Tool calls as they come from agents, two events each. */
function* calls(): Generator<EventDraft> {
  const agents = [undefined, "engineer", "qa", undefined, "research"];
  for (let at = 0;; at++) {
    const agent = agents[at % agents.length];
    const sent = (performance.timeOrigin + performance.now()).toFixed(3);
    const call = {
      category: "tool" as const,
      tool: at % 3 === 0 ? "Bash" : "Edit",
      correlation: `call-${at}`,
      session: `session-${at % 7}`,
      project: `/home/dev/project-${at % 7}`,
      ...(agent === undefined ? {} : { agent }),
      data: {
        tool_input: { command: `test sent=${sent}`, file_path: `lib/test_${at} sent=${sent}` },
      },
    };
    yield draft({ ...call, type: "tool.pre", status: "running" });
    const status = at % 50 === 0 ? "error" : "ok";
    yield draft({ ...call, type: "tool.post", status, duration_ms: 5 + at % 4000 });
  }
}

const source = calls();

/** So many events that follow those before. */
export function nextEvents(count: number): EventDraft[] {
  return Array.from({ length: count }, () => source.next().value ?? draft());
}

/** Sends so many events a second until told to stop. */
export function stream(server: TestServer, perSecond: number): { stop(): void } {
  let due = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    due += (now - before) * perSecond / 1000;
    before = now;
    const count = Math.floor(due);
    due -= count;
    if (count > 0) void server.append(...nextEvents(count));
  }, 10);
  return { stop: () => clearInterval(timer) };
}

/** Sends events until the page has so many rows. */
export async function fill(server: TestServer, page: Page, rows: number): Promise<void> {
  const shown = () =>
    page.evaluate(() =>
      Number(document.querySelector(".follow-bar .muted")?.textContent?.replace(/\D/g, "") ?? 0)
    );
  while (await shown() < rows) await server.append(...nextEvents(2000));
}
