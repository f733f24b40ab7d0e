import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { until } from "../support/until.ts";
import { testOnPage } from "./on_page.ts";
import { hook, postHooks, story } from "./story.ts";
import { draft, numbered } from "./test_server.ts";

const MINUTE = 60_000;

/** Sets the device's clock so many minutes ahead of the true time, from the page's start on. */
async function setClock(page: Page, minutes: number): Promise<void> {
  await page.addInitScript((ahead) => {
    const True = Date;
    class Off extends True {
      constructor(...given: unknown[]) {
        super(...(given.length === 0 ? [True.now() + ahead] : given) as [number]);
      }
      static override now = () => True.now() + ahead;
    }
    Object.assign(globalThis, { Date: Off });
  }, minutes * MINUTE);
}

testOnPage(
  "A browser in another time zone means the same moments as its server",
  async ({ server, open }) => {
    await server.append(...numbered(1, 12));
    const { page } = await open({ timezoneId: "Asia/Kolkata" });
    await page.goto(`${server.url}/#/history`);
    await page.getByText("12 events").waitFor();
    const when = page.getByRole("slider", { name: "When" });
    await when.press("End");
    for (let step = 0; step < 3; step++) await when.press("Shift+ArrowLeft");
    await when.press("Enter");
    await page.waitForFunction(() => location.hash.includes("since"));
    assert(decodeURIComponent(new URL(page.url()).hash).includes("+05:30"), page.url());
    await page.getByText("12 events").waitFor();
    const time = await page.evaluate(() => {
      const before = new Date(Date.now() - 3_600_000);
      return before.getDate() === new Date().getDate()
        ? `${before.getHours()}:${String(before.getMinutes()).padStart(2, "0")}`
        : "0:00";
    });
    for (const view of ["live", "history"]) {
      await page.goto(`${server.url}/#/${view}?q=since%3A${encodeURIComponent(time)}`);
      await page.getByText(view === "live" ? /^12 rows of/ : "12 events").first().waitFor();
    }
  },
);

testOnPage(
  "A device's clock that is off is said, and ages count by the server's",
  async ({ server, open }) => {
    const since = Date.now() - 10 * MINUTE - 5000;
    await server.append(draft({
      type: "permission.request",
      tool: "Bash",
      summary: "Allow Bash: git push",
      ts: since,
      received: since,
    }));
    for (const [minutes, words] of [[7, "7 min ahead of"], [-180, "3 h behind"]] as const) {
      const { page } = await open();
      await setClock(page, minutes);
      await page.goto(`${server.url}/#/metrics`);
      await page.getByText(`This device's clock is ${words} the server's`).waitFor();
      const strip = page.getByRole("region", { name: "Waiting for you" });
      await strip.getByText("for 10 min").first().waitFor();
      await page.getByText(/^1 event\b/).first().waitFor();
      await page.context().close();
    }
  },
);

testOnPage(
  "What waits for the person says so, and is not called running",
  async ({ server, page }) => {
    await postHooks(server.url, [
      ...story(),
      hook("PreToolUse", {
        session_id: "asking",
        cwd: "/home/dev/kiosk",
        tool_name: "AskUserQuestion",
        tool_use_id: "q",
        tool_input: { questions: [{ question: "Which colour?", options: [{ label: "Red" }] }] },
      }),
    ]);
    for (const view of ["live", "history"]) {
      await page.goto(`${server.url}/#/${view}`);
      const push = page.locator(".row.kind-tool", { hasText: "git push" });
      await push.getByText("waits for you").waitFor();
      await page.locator(".row.kind-tool", { hasText: "colour" }).getByText("waits for you")
        .waitFor();
    }
    await page.goto(`${server.url}/#/live`);
    const push = page.locator(".row.kind-tool", { hasText: "git push" });
    await push.getByText("waits for you").waitFor();
    await postHooks(server.url, [
      hook("PostToolUse", {
        tool_name: "Bash",
        tool_use_id: "g",
        tool_input: { command: "git push" },
        tool_response: { stdout: "done", stderr: "" },
        duration_ms: 1300,
      }),
    ]);
    await push.getByText("1.3 s").waitFor();
    assertEquals(await push.getByText("waits for you").count(), 0);
  },
);

testOnPage(
  "What happened before the page was opened is asked for, and never shown as nothing",
  async ({ server, page }) => {
    const at = Date.now() - 5 * MINUTE;
    const early = Array.from({ length: 30 }, (_, n) =>
      draft({
        session: "early",
        project: "/home/dev/early",
        type: "tool.post",
        tool: "Bash",
        status: "ok",
        duration_ms: 500,
        ts: at + n * 1000,
        received: at + n * 1000,
        data: { tool_name: "Bash", tool_input: { command: `early ${n}` } },
      }));
    await server.append(
      draft({
        session: "early",
        project: "/home/dev/early",
        type: "prompt.submit",
        data: { prompt: "The early task" },
        ts: at,
        received: at,
      }),
      ...early,
    );
    // A busy server ends a page early, and what follows it may be as much again: the page loads at
    // most twice its first thousand.
    await server.append(...numbered(1, 2500));

    await page.goto(`${server.url}/#/overview`);
    const row = page.locator(".session", { hasText: "early" });
    await row.getByRole("img", { name: "31 events in the last 10 minutes" }).waitFor();
    await page.getByLabel("Project").waitFor();
    const projects = await page.getByLabel("Project").locator("option").allTextContents();
    assertEquals(projects.toSorted(), ["All projects", "early", "shop-api"]);
    await row.locator("a.session-title").click();
    await page.locator(".step", { hasText: "early 29" }).waitFor();

    await page.goto(`${server.url}/#/live?q=session%3Aearly`);
    await page.getByRole("link", { name: "Search all that is stored" }).click();
    await page.locator(".row", { hasText: "early 29" }).waitFor();

    await page.goto(`${server.url}/#/timeline`);
    await page.getByText(/^31 spans in/).waitFor();
    await page.locator(".lane-labels", { hasText: "early" }).waitFor();
  },
);

testOnPage(
  "Folders of one name are told apart wherever they are named",
  async ({ server, page }) => {
    const folders = ["/home/dev/a/shop", "/home/dev/b/shop", "/home/dev/kiosk"];
    await server.append(
      ...folders.map((project, at) =>
        draft({ session: `s-${at}`, project, type: "prompt.submit", data: { prompt: project } })
      ),
    );
    await page.goto(server.url);
    await until("the names", async () => {
      const names = await page.locator(".row-who").allTextContents();
      return names.join() === "a/shop,b/shop,kiosk";
    });
    const options = page.getByLabel("Project").locator("option");
    assertEquals(await options.allTextContents(), ["All projects", "a/shop", "b/shop", "kiosk"]);
    for (const view of ["overview", "timeline"]) {
      await page.goto(`${server.url}/#/${view}`);
      for (const name of ["a/shop", "b/shop"]) {
        await page.getByText(name, { exact: true }).last().waitFor();
      }
    }
  },
);
