import { assertEquals } from "@std/assert";
import { until } from "../support/until.ts";
import { testOnPage } from "./on_page.ts";
import { draft } from "./test_server.ts";

const MINUTE = 60_000;

testOnPage(
  "Alerts are off until they are switched on, and then tell everything once, also after a reload",
  async ({ server, page, see }) => {
    const reported: string[] = [];
    await page.exposeFunction("tell", (what: string) => void reported.push(what));
    await page.addInitScript(() => {
      const tell: (what: string) => void = Reflect.get(globalThis, "tell");
      class Notification {
        static permission = "granted";
        static requestPermission = () => Promise.resolve("granted");
        constructor(title: string) {
          tell(title);
        }
      }
      class AudioContext {
        constructor() {
          tell("a sound");
          throw new Error("There is nothing to hear with");
        }
      }
      Object.assign(globalThis, { Notification, AudioContext });
    });
    const asks = () => draft({ type: "permission.request", summary: "Asks to run git push" });
    const fails = () => draft({ type: "tool.failure", tool: "Bash", status: "error" });
    const runs = (minutes: number, correlation: string) => {
      const received = Date.now() - minutes * MINUTE - 2000;
      const call = { type: "tool.pre", tool: "Bash", status: "running", correlation } as const;
      // Of a session that asks nothing: a call that may wait for the person does not run.
      return draft({ ...call, session: "session-2", received, ts: received });
    };
    await server.append(asks(), fails(), runs(3, "before"));
    await page.goto(server.url);
    await page.locator(".row").first().waitFor();

    await page.getByLabel("Alerts: off").click();
    await page.getByLabel("Alert me").check();
    await page.getByLabel("Something failed").check();
    await page.getByLabel("A tool runs longer than").fill("3");
    await page.keyboard.press("Escape");
    await page.getByLabel("Alerts: on").waitFor();
    await until("the tool that runs for long", () => reported.length === 1);
    assertEquals(reported.splice(0), ["shop-api: running for 3 min"]);

    await server.append(asks());
    await until("who waits", () => reported.length === 1);
    await server.append(
      draft({ type: "notification", data: { notification_type: "permission_prompt" } }),
    );
    await server.append(fails());
    await until("what failed", () => reported.length === 2);
    assertEquals(reported, ["shop-api waits for you", "shop-api: something failed"]);

    await page.reload();
    await page.locator(".row").first().waitFor();
    await server.append(draft({ summary: "The last of all" }));
    await see("The last of all");
    // The clock ticks once a second: so often long runs are looked for.
    await page.waitForTimeout(1500);
    assertEquals(reported, ["shop-api waits for you", "shop-api: something failed"]);

    await page.getByLabel("Alerts: on").click();
    await page.getByLabel("With a sound").check();
    await page.keyboard.press("Escape");
    await server.append(asks());
    await until("the sound", () => reported.includes("a sound"));

    await page.getByLabel("Alerts: on").click();
    await page.getByLabel("Alert me").uncheck();
    await page.keyboard.press("Escape");
    const before = reported.length;
    await server.append(asks(), draft({ summary: "After they are off" }));
    await see("After they are off");
    assertEquals(reported.length, before);
  },
);
