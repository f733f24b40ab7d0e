import { assertEquals } from "@std/assert";
import { testOnPage } from "./on_page.ts";
import { hook, postHooks } from "./story.ts";

const MARKUP =
  `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const RIGHT_TO_LEFT = "تحقق من سجل الأخطاء \u202e gpj.exe";
const EMOJI = "👩‍👩‍👧‍👦🏳️‍🌈 ".repeat(40);
const LONG = "long ".repeat(220_000);

testOnPage(
  "Text from events is shown as text, whatever it is, and the layout holds",
  async ({ server, page, errors }) => {
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        reportError(new Error(`Policy: ${event.violatedDirective} ${event.blockedURI}`));
      });
    });
    const prompts = [MARKUP, RIGHT_TO_LEFT, EMOJI, LONG, "\u0000\u0007\u001b[31mred"];
    await postHooks(server.url, [
      ...prompts.map((prompt) => hook("UserPromptSubmit", { prompt })),
      hook("PreToolUse", { tool_name: MARKUP, tool_use_id: "m", tool_input: { "<b>": MARKUP } }),
      hook("SessionStart", { cwd: `/home/${MARKUP}`, session_id: "<i>", model: MARKUP }),
    ]);

    await page.goto(server.url);
    const rows = page.locator(".row");
    await rows.nth(prompts.length).waitFor();
    await page.getByText("onerror=").first().waitFor();
    const heights = await rows.evaluateAll((all) => all.map((row) => row.clientHeight));
    assertEquals(new Set(heights), new Set([24]));

    for (const view of ["overview", "timeline", "timeline?show=graph", "history", "metrics"]) {
      await page.goto(`${server.url}/#/${view}`);
      await page.locator("main *").nth(5).waitFor();
    }
    await page.goto(`${server.url}/#/live?event=2`);
    // What turns the direction is a mark, in the row and in the detail, and a note says so.
    await page.getByText("This text has invisible characters").waitFor();
    for (const place of [".row", ".detail pre"]) {
      await page.locator(place).getByText("<U+202E>").first().waitFor();
    }
    assertEquals(await page.evaluate(() => document.body.innerText.includes("\u202e")), false);
    await page.goto(`${server.url}/#/live?event=4`);
    await page.getByText("Show all of it").click();
    await page.waitForFunction(() =>
      (document.querySelector(".detail pre")?.textContent?.length ?? 0) > 1_000_000
    );
    await page.keyboard.press("r");
    await page.getByText(/^all 1\.\d MB$/).waitFor();

    assertEquals(await page.title(), "Live · mpm-monitor");
    assertEquals(await page.locator("main img, main script, main b").count(), 0);
    assertEquals(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
    assertEquals(errors.filter((error) => !error.includes("404")), []);
  },
);
