import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { refuse } from "../../refusal.ts";
import { countRefusals } from "./count_refusals.ts";

Deno.test("countRefusals() counts what was refused, by its code", async () => {
  const counted: string[] = [];
  const app = new Hono();
  app.use(countRefusals({ countRefused: (code: string) => void counted.push(code) }));
  app.use((context) =>
    Promise.resolve(
      context.req.path === "/good"
        ? context.text("good")
        : refuse(context, { status: 400, error: { code: "bad_parameter", message: "No" } }),
    )
  );
  await app.request("/good");
  assertEquals(counted, []);
  assertEquals((await app.request("/bad")).status, 400);
  assertEquals(counted, ["bad_parameter"]);
});
