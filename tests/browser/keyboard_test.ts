import { assert, assertEquals } from "@std/assert";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { postHooks, story } from "./story.ts";
import { draft, numbered } from "./test_server.ts";

testOnPage(
  "History is read by keys: rows, the chosen event, and back",
  async ({ server, page, see }) => {
    await server.append(...numbered(1, 60));
    await page.goto(`${server.url}/#/history`);
    await see("Event 60");
    const title = page.locator(".detail h2");
    await page.keyboard.press("j");
    await title.getByText("Event 60", { exact: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await title.getByText("Event 59", { exact: true }).waitFor();
    await page.keyboard.press("End");
    await title.getByText("Event 1", { exact: true }).waitFor();
    await page.locator(".row.is-selected").getByText("Event 1", { exact: true }).waitFor();
    await page.keyboard.press("Home");
    await title.getByText("Event 60", { exact: true }).waitFor();

    await page.keyboard.press("Enter");
    await page.locator(".detail:focus").waitFor();
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "JSON", pressed: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".detail").waitFor({ state: "detached" });
    await page.locator(".list:focus").waitFor();
    await page.keyboard.press("k");
    await title.getByText("Event 60", { exact: true }).waitFor();
  },
);

testOnPage(
  "Live opens by keys what is folded, and a long event is scrolled by them",
  async ({ server, page, see }) => {
    const output = Array.from({ length: 300 }, (_, at) => `line ${at}`).join("\n");
    await server.append(
      draft({
        type: "tool.post",
        tool: "Bash",
        status: "ok",
        data: {
          tool_input: { command: "run the tests" },
          tool_response: { stdout: output, stderr: "" },
        },
      }),
      draft({ type: "hook.execution", summary: "A hook that ran" }),
    );
    await page.goto(server.url);
    await see("run the tests");
    await page.keyboard.press("k");
    await page.locator(".detail").waitFor();
    await page.keyboard.press("o");
    await see("A hook that ran");
    await page.keyboard.press("o");
    await page.locator(".row", { hasText: "A hook that ran" }).waitFor({ state: "detached" });

    await page.keyboard.press("Enter");
    await page.keyboard.press("PageDown");
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".detail, .detail *")].some(({ scrollTop }) => scrollTop > 0)
    );
    assertEquals(new URL(page.url()).hash, "#/live?event=1");
  },
);

testOnPage(
  "The palette shows what is chosen, and switches alerts on without a pointer",
  async ({ server, page, see }) => {
    await postHooks(server.url, story());
    await page.goto(server.url);
    await page.locator(".row").first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    for (let press = 0; press < 30; press++) await page.keyboard.press("ArrowDown");
    const chosen = page.getByRole("option", { selected: true });
    await chosen.getByText("Alerts").waitFor();
    await page.waitForFunction(() => {
      const list = document.querySelector(".palette-list")?.getBoundingClientRect();
      const line = document.querySelector('.palette-list [aria-selected="true"]');
      return (line?.getBoundingClientRect().bottom ?? Infinity) <= (list?.bottom ?? 0);
    });
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Alerts" }).waitFor();
    await page.locator('.dialog input[type="checkbox"]:focus').waitFor();
    await page.keyboard.press("Space");
    assert(await page.getByLabel("Alert me").isChecked());
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Alerts: on" }).waitFor();

    await page.keyboard.press("?");
    await see("Go into the chosen event");
    assertEquals(await violations(page), []);
  },
);

testOnPage("The timeline shows all and opens a span by keys", async ({ server, page }) => {
  await postHooks(server.url, story());
  await page.goto(`${server.url}/#/timeline`);
  await page.getByText("spans in").waitFor();
  await page.keyboard.press("0");
  await page.getByRole("button", { name: /^Follow f$/ }).waitFor();
  await page.keyboard.press("f");
  await page.getByText("Following").waitFor();
  await page.keyboard.press("n");
  await page.locator(".detail-head").waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".detail:focus").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".timeline-scroll:focus").waitFor();
  await page.locator(".detail").waitFor({ state: "detached" });
});
