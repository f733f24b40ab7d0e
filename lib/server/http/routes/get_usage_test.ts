import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { EMPTY_STATE } from "../../../state/mod.ts";
import { getUsage } from "./get_usage.ts";

const NOON = new Date(2026, 10, 20, 12).getTime();

async function ask(query: string): Promise<string> {
  const app = new Hono();
  app.get("/usage", getUsage(() => Promise.resolve(EMPTY_STATE), () => NOON));
  const response = await app.request(`/usage${query}`);
  const { by, since, error } = await response.json();
  return response.status === 200 ? `${by} since ${since}` : `${response.status} ${error.code}`;
}

Deno.test("getUsage() groups by one to three things, each once", async () => {
  assertEquals(await ask(""), "day since null");
  assertEquals(await ask("?by=day,project,model"), "day,project,model since null");
  assertEquals(await ask("?by=session, agent"), "session,agent since null");
  for (const by of ["day,project,session,model", "day,day", "hour", "day,hour", ""]) {
    assertEquals(await ask(`?by=${by}`), "400 bad_parameter", by);
  }
});

Deno.test("getUsage() counts today as the first of the days", async () => {
  assertEquals(await ask("?days=1"), "day since 2026-11-20");
  assertEquals(await ask("?days=30"), "day since 2026-10-22");
  for (const days of ["0", "-1", "1000", "1.5", "all", ""]) {
    assertEquals(await ask(`?days=${days}`), "400 bad_parameter", days);
  }
});
