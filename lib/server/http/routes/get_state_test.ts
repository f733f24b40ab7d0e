import { assertEquals } from "@std/assert";
import { EMPTY_STATE } from "../../../state/state.ts";
import { stateRoutes } from "./get_state.ts";

Deno.test("stateRoutes() answers with sessions, agents and projects, of which there may be none", async () => {
  const routes = stateRoutes(() => Promise.resolve(EMPTY_STATE), () => 0);
  for (const name of ["sessions", "agents", "projects"]) {
    const response = await routes.request(`/${name}`);
    assertEquals(response.status, 200, name);
    assertEquals((await response.json())[name], [], name);
  }
});
