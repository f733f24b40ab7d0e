import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import type { Store } from "../../../store/store.ts";
import { getAggregate, getEvents } from "./get_events.ts";

Deno.test("a query that cannot be read is refused, and the store is not asked", async () => {
  const nobody = () => Promise.reject(new Error("The store was asked"));
  const store = { id: "s", pageText: nobody, aggregate: nobody } as unknown as Store;
  const app = new Hono();
  app.get("/events", getEvents(store, () => 0));
  app.get("/tally", getAggregate(store, () => 0));
  for (const path of ["/events", "/tally"]) {
    const response = await app.request(`${path}?q=${encodeURIComponent("/[/")}`);
    assertEquals(response.status, 400, path);
    const { error } = await response.json();
    assertEquals(typeof error.message, "string", path);
  }
});
