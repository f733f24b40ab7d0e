import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import type { Store } from "../../../store/store.ts";
import { getAggregate, getEvents } from "./get_events.ts";

Deno.test("a query that cannot be read is refused, and the store is not asked", async () => {
  const nobody = () => Promise.reject(new Error("The store was asked"));
  const store = { id: "s", pageText: nobody, aggregate: nobody } as unknown as Store;
  for (const handle of [getEvents(store, () => 0), getAggregate(store, () => 0)]) {
    const app = new Hono().use(handle);
    const response = await app.request(`/?q=${encodeURIComponent("/[/")}`);
    assertEquals(response.status, 400);
    const { error } = await response.json();
    assertEquals(typeof error.message, "string");
  }
});
