import { assert, assertEquals } from "@std/assert";
import { testOnPage } from "./on_page.ts";
import { hook, postHooks, story } from "./story.ts";
import { draft } from "./test_server.ts";

/** Sections whose tables reach over their edge, by heading. */
const overflowing = () =>
  [...document.querySelectorAll("main .section, main .columns > section")].flatMap((section) => {
    const edge = section.getBoundingClientRect().right + 1;
    const wide = [...section.querySelectorAll("table, dl")]
      .some((part) => part.getBoundingClientRect().right > edge);
    return wide ? [section.querySelector("h2, h3")?.textContent ?? "no heading"] : [];
  });

testOnPage(
  "Tables stay in their panels at every width, and a wide screen has panels beside each other",
  async ({ server, page }) => {
    await postHooks(server.url, story());
    await server.append(draft({
      type: "tool.post",
      tool: "Bash",
      status: "ok",
      duration_ms: 90_000,
      summary: `Bash: ${"a command that goes on and on ".repeat(8)}`,
    }));
    for (const width of [360, 800, 1280, 1700, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.url}/#/metrics`);
      await page.getByText("goes on and on").first().waitFor();
      await page.getByText("What an emitter waits for").waitFor();
      assertEquals(await page.evaluate(overflowing), [], `metrics at ${width}`);
      await page.goto(`${server.url}/#/connections`);
      await page.getByText("this page").last().waitFor();
      await page.getByText("this one").or(page.getByText("status --show-ports")).first().waitFor();
      assertEquals(await page.evaluate(overflowing), [], `connections at ${width}`);
    }

    const places = async (names: readonly string[]) => {
      const boxes = await Promise.all(
        names.map((name) => page.getByRole("heading", { name, exact: true }).boundingBox()),
      );
      return boxes.map((box) => box ?? { x: 0, y: -1 });
    };
    const [clients, monitors] = await places(["Clients", "Monitors on this machine"]);
    assert(clients !== undefined && clients.y === monitors?.y && clients.x < monitors.x);
    await page.goto(`${server.url}/#/metrics`);
    const names = ["By tool", "Slowest calls, delegations and questions aside", "By category"];
    await page.getByRole("heading", { name: names[0] ?? "" }).waitFor();
    const panels = await places(names);
    assertEquals(new Set(panels.map(({ y }) => y)).size, 1);
    assert((panels.at(-1)?.x ?? 0) > 2560 / 2);
  },
);

testOnPage("On a phone the whole question of who waits can be read", async ({ server, page }) => {
  const command = `npm install ${"--no-audit ".repeat(8)}`.trim();
  await postHooks(server.url, [
    hook("PermissionRequest", {
      cwd: "/home/dev/a-project-with-a-name-that-is-rather-long-for-a-phone",
      tool_name: "Bash",
      tool_input: { command },
    }),
  ]);
  await page.goto(server.url);
  const question = page.locator(".waiting-strip a");
  await question.getByText(command).waitFor();
  const box = await question.boundingBox();
  assert(box !== null && box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  const isWhole = await question.evaluate((element) => element.scrollWidth <= element.clientWidth);
  assert(isWhole);
}, { page: { viewport: { width: 360, height: 640 } } });
