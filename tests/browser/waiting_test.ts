import { assertEquals } from "@std/assert";
import { until } from "../support/until.ts";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { draft } from "./test_server.ts";

const VIEWS = ["live", "overview", "history", "timeline", "metrics", "connections"];
const MINUTE = 60_000;

/** A session that has waited for so many minutes to be allowed a command. */
function asks(name: string, minutes: number, folder = `/home/dev/${name}`) {
  const at = Date.now() - minutes * MINUTE;
  const command = `git push ${name}`;
  const about = {
    session: name,
    project: folder,
    tool: "Bash",
    ts: at,
    received: at,
    data: { tool_name: "Bash", tool_input: { command } },
  } as const;
  return [
    draft({ ...about, type: "tool.pre", status: "running", correlation: name }),
    draft({ ...about, type: "permission.request", summary: `Allow Bash: ${command}` }),
  ];
}

testOnPage(
  "Who waits is counted and shown whatever is filtered, who waits longest first",
  async ({ server, page, errors }) => {
    const names = ["shop", "kiosk", "blog", "api", "site"];
    await server.append(...names.flatMap((name, at) => asks(name, 10 - at)));
    await server.append(
      draft({ session: "calm", project: "/home/dev/calm", type: "prompt.submit" }),
    );
    const strip = page.getByRole("region", { name: "Waiting for you" });
    for (const filter of ["", "?q=tool%3AEdit", "?project=%2Fhome%2Fdev%2Fcalm"]) {
      for (const view of VIEWS) {
        await page.goto(`${server.url}/#/${view}${filter}`);
        if (view === "overview") {
          await page.getByRole("heading", { name: "5 sessions wait for you" }).waitFor();
        }
        if (view === "overview" && filter === "") {
          await page.locator(".session-row .question").nth(4).waitFor();
          continue;
        }
        await strip.getByText("5 questions wait for you").waitFor();
        const shown = await strip.locator("li a").allTextContents();
        assertEquals(shown, names.slice(0, 3).map((name) => `Allow Bash: git push ${name}`), view);
      }
    }
    await page.goto(`${server.url}/#/overview?q=nothing`);
    await page.getByText("No live sessions pass the filter; 5 questions outside of it, above")
      .waitFor();
    assertEquals(await violations(page), []);
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await page.locator(".session-row .question").nth(4).waitFor();
    const rows = await page.locator(".session-row .question").allTextContents();
    assertEquals(rows[0], "Allow Bash: git push shop");

    await page.goto(`${server.url}/#/metrics?q=nothing`);
    await strip.getByRole("button", { name: /show 2 more/ }).click();
    await strip.getByRole("link", { name: "Allow Bash: git push site" }).click();
    const detail = page.getByRole("complementary", { name: "Chosen event" });
    await detail.getByText("git push site").first().waitFor();
    assertEquals(errors, []);
  },
);

testOnPage(
  "A new waiter is read aloud, and the tab's title counts those who wait",
  async ({ server, page }) => {
    await server.append(draft({ type: "prompt.submit" }));
    await page.goto(`${server.url}/#/metrics`);
    await until("the view's title", async () => await page.title() === "Metrics · mpm-monitor");
    await page.locator(".connection").getByText("Live").waitFor();
    await server.append(...asks("shop", 0));
    await page.getByRole("status").getByText("shop waits for you: Allow Bash: git push shop")
      .waitFor({ state: "attached" });
    assertEquals(await page.title(), "▲ 1 wait · Metrics · mpm-monitor");
    await server.append(...asks("kiosk", 0));
    await page.getByRole("status").getByText("kiosk waits for you: Allow Bash: git push kiosk")
      .waitFor({ state: "attached" });
    assertEquals(await page.title(), "▲ 2 wait · Metrics · mpm-monitor");
  },
);
