import { assertEquals } from "@std/assert";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { call, hook, postHooks } from "./story.ts";

/** An edit of a file by a session. */
function edit(session: string, id: string, path: string, [before, after]: [string, string]) {
  return call(
    `${session}-${id}`,
    "Edit",
    { file_path: path, old_string: before, new_string: after },
    { filePath: path },
    { session_id: session, cwd: "/home/dev/shop" },
  );
}

const CART = "/home/dev/shop/lib/cart.ts";

testOnPage(
  "Files say who changed them and how, and two who work on one are pointed out",
  async ({ server, page, errors }) => {
    await postHooks(server.url, [
      hook("UserPromptSubmit", { prompt: "Fix it", session_id: "one", cwd: "/home/dev/shop" }),
      ...edit("one", "a", CART, ["round(a)", "round(a + b)"]),
      ...edit("one", "b", "/home/dev/shop/README.md", ["old", "new"]),
    ]);
    await page.goto(`${server.url}/#/overview`);
    await page.locator("a.session-title").first().waitFor();
    const shared = page.getByRole("list", { name: "Files that several agents change" });
    assertEquals(await shared.count(), 0);

    await postHooks(server.url, [
      hook("UserPromptSubmit", { prompt: "Faster", session_id: "two", cwd: "/home/dev/shop" }),
      ...edit("two", "c", CART, ["round(a + b)", "round(b + a)"]),
    ]);
    await page.reload();
    await shared.getByText("▲ 2 agents").waitFor();
    assertEquals(await shared.getByRole("listitem").count(), 1);
    assertEquals(await violations(page), []);

    await shared.getByRole("link", { name: "cart.ts" }).click();
    const files = page.getByRole("region", { name: "Files changed" });
    await files.getByRole("heading", { name: "Changes of cart.ts" }).waitFor();
    await files.getByText("▲ 2 agents at the same time").waitFor();
    assertEquals(await files.locator(".diff-added").allInnerTexts(), [
      "+round(b + a)",
      "+round(a + b)",
    ]);
    await files.getByRole("button", { name: "All files" }).click();
    assertEquals(await files.locator("summary .object").allInnerTexts(), [
      "lib/cart.ts",
      "README.md",
    ]);
    assertEquals(await violations(page), []);

    await postHooks(server.url, [
      hook("SessionEnd", { session_id: "two", cwd: "/home/dev/shop", reason: "exit" }),
    ]);
    await files.getByText("▲ 2 agents at the same time").waitFor({ state: "detached" });
    assertEquals(errors, []);
  },
);

testOnPage("Files say when no agent changed any", async ({ server, page }) => {
  await postHooks(server.url, [hook("UserPromptSubmit", { prompt: "Only look" })]);
  await page.goto(`${server.url}/#/live`);
  await page.getByText("Only look").waitFor();
  await page.keyboard.press("c");
  await page.getByText("No agent reported that it changed a file in this time.").waitFor();
});
