import { assertEquals } from "@std/assert";
import type { NewEvent } from "../events/new_event.ts";
import { SessionProjects } from "./session_projects.ts";

function eventOf(session: string, project: string): NewEvent {
  return {
    draft: { ts: 0, type: "note", source: "test", session, project, data: {} },
  } as unknown as NewEvent;
}

async function projectOf(projects: SessionProjects, session: string, project: string) {
  const [placed] = await projects.place([eventOf(session, project)]);
  return placed?.draft.project;
}

Deno.test("what earlier runs knew of no session in particular places nothing", async () => {
  const known = Promise.withResolvers<ReadonlyMap<string, string>>();
  const projects = new SessionProjects({ known: () => known.promise });
  assertEquals(await projectOf(projects, "unknown", "/work/shop"), "/work/shop");
  known.resolve(new Map([["unknown", "/work/shop"], ["s1", "/work/shop"]]));
  assertEquals(await projectOf(projects, "s1", "/work/shop/sub"), "/work/shop");
  assertEquals(await projectOf(projects, "unknown", "/work/blog"), "/work/blog");
});

Deno.test("of two events of a new session the quicker one says which project it has", async () => {
  const roots = new Map([["/slow/sub", Promise.withResolvers<string>()]]);
  const projects = new SessionProjects({
    gitRoot: (folder) => roots.get(folder)?.promise ?? Promise.resolve(folder),
  });
  const slow = projectOf(projects, "s1", "/slow/sub");
  assertEquals(await projectOf(projects, "s1", "/quick"), "/quick");
  roots.get("/slow/sub")?.resolve("/slow");
  assertEquals(await slow, "/quick");
  assertEquals(await projectOf(projects, "s1", "/other"), "/quick");
});
