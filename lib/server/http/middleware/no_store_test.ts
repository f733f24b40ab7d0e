import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { noStore } from "./no_store.ts";

Deno.test("noStore() keeps what tells of events out of caches, and nothing else", async () => {
  const app = new Hono();
  app.use(noStore);
  app.get("/", (context) => {
    const type = context.req.query("type");
    return new Response(null, type === undefined ? {} : { headers: { "content-type": type } });
  });
  const cacheControl = async (query: string) =>
    (await app.request(`/${query}`)).headers.get("cache-control");
  for (const type of ["application/json", "text/plain; charset=UTF-8", "text/event-stream"]) {
    assertEquals(await cacheControl(`?type=${encodeURIComponent(type)}`), "no-store", type);
  }
  for (const query of ["?type=text/html", "?type=text/css", ""]) {
    assertEquals(await cacheControl(query), null, query);
  }
});
