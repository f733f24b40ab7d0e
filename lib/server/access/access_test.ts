import { assert, assertEquals, assertMatch } from "@std/assert";
import { Hono } from "hono";
import type { IncomingMessage } from "node:http";
import { Access } from "./access.ts";

/** What a test says of a request; it comes from this machine unless it says otherwise. */
interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

/** The middleware and its routes before an application that answers everything. */
function accessOf(token: string | null = "t0ken", requireToken = false) {
  const wrong: string[] = [];
  const log: string[] = [];
  const access = new Access({
    policy: { token, requireToken },
    port: 8765,
    log: (line) => log.push(line),
    onWrong: (what) => wrong.push(what),
  });
  const app = new Hono();
  app.use(access.middleware);
  app.get("/login", (context) => access.login(context));
  app.post("/api/logout", (context) => access.logout(context));
  app.all("*", (context) => context.text("served"));
  const ask = async (
    path: string,
    { method = "GET", headers = {}, from = "127.0.0.1" }: Asked = {},
  ) => {
    const all = { host: "localhost:8765", ...headers };
    const incoming = {
      rawHeaders: Object.entries(all).flat(),
      socket: { remoteAddress: from },
    } as unknown as IncomingMessage;
    return await app.request(path, { method, headers: all }, { incoming });
  };
  return { access, ask, wrong, log };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Status, and the code of a refusal. */
async function outcome(response: Response): Promise<string> {
  const text = await response.text();
  return text.startsWith("{") ? `${response.status} ${JSON.parse(text).error.code}` : text;
}

/** Name and value of the cookie that an answer sets. */
function cookieOf(response: Response): string {
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

Deno.test("Access lets this machine's emitters send, and asks all others for the token", async () => {
  const { ask } = accessOf();
  const send = { method: "POST" };
  for (const path of ["/api/events", "/hooks/claude", "/v1/logs"]) {
    assertEquals(await outcome(await ask(path, send)), "served", path);
    assertEquals(await outcome(await ask(path)), "401 no_token", path);
    assertEquals(await outcome(await ask(path, { ...send, from: "10.0.0.7" })), "401 no_token");
  }
  for (const path of ["/api/events/stream", "/api/logout", "/api/sessions"]) {
    assertEquals(await outcome(await ask(path, send)), "401 no_token", path);
  }
  const strict = accessOf("t0ken", true);
  assertEquals(await outcome(await strict.ask("/api/events", send)), "401 no_token");
});

Deno.test("Access lets everybody see that the server is there, and the token's owner do all", async () => {
  const { ask, wrong } = accessOf();
  const far = { from: "10.0.0.7" };
  for (const path of ["/", "/health", "/static/app.js", "/favicon.ico", "/api/control/stop"]) {
    assertEquals(await outcome(await ask(path, far)), "served", path);
  }
  const headers = bearer("t0ken");
  assertEquals(await outcome(await ask("/api/sessions", { ...far, headers })), "served");
  assertEquals(wrong, []);
});

Deno.test("Access notes wrong tokens, and says to many of them that they are too many", async () => {
  const { ask, wrong, log } = accessOf();
  const guess = () => ask("/api/sessions", { headers: bearer("guess"), from: "10.0.0.7" });
  assertEquals(await outcome(await guess()), "401 no_token");
  assertEquals(wrong, ["token"]);
  assertEquals(log, ["Refused a wrong token from 10.0.0.7"]);
  const answers = Promise.all(Array.from({ length: 70 }, guess));
  const counts = Map.groupBy(await Promise.all((await answers).map(outcome)), (each) => each);
  assertEquals(counts.get("429 too_many_attempts")?.length, 11);
  assertEquals(counts.get("401 no_token")?.length, 59);
});

Deno.test("Access asks nobody where there is no token", async () => {
  const { access, ask } = accessOf(null);
  assertEquals(await outcome(await ask("/api/sessions", { from: "10.0.0.7" })), "served");
  assertEquals(access.loginPath(), "/");
  const response = await ask("/login");
  assertEquals([response.status, response.headers.get("location")], [303, "/"]);
  assertEquals(cookieOf(response), "");
});

Deno.test("a login link lets a browser in once, until it logs out", async () => {
  const { access, ask, wrong } = accessOf();
  const link = access.loginPath();
  const response = await ask(link);
  assertEquals([response.status, response.headers.get("location")], [303, "/"]);
  const cookie = cookieOf(response);
  assertMatch(cookie, /^mpm_monitor_session_8765=.+/);
  assertMatch(
    response.headers.get("set-cookie") ?? "",
    /Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict/,
  );
  const headers = { cookie: `theme=dark; ${cookie}` };
  const read = async (cookies = headers.cookie) =>
    await outcome(await ask("/api/sessions", { headers: { cookie: cookies }, from: "10.0.0.7" }));
  assertEquals(await read(), "served");
  assertEquals(await read(cookie.replace("8765", "8766")), "401 no_token");

  assertEquals(await outcome(await ask(link)), "401 used_link");
  const page = await ask(link, { headers: { accept: "text/html,*/*" } });
  assertEquals([page.status, cookieOf(page)], [303, ""]);
  assertEquals(wrong, ["login code", "login code"]);

  const farewell = await ask("/api/logout", { method: "POST", headers });
  assertEquals(farewell.status, 204);
  assertMatch(farewell.headers.get("set-cookie") ?? "", /^mpm_monitor_session_8765=; Max-Age=0/);
  assertEquals(await read(), "401 no_token");
});

Deno.test("Access answers a guesser of login codes in the end that it is too much", async () => {
  const { ask } = accessOf();
  const answers = await Promise.all(Array.from({ length: 70 }, () => ask("/login?code=guess")));
  const all = await Promise.all(answers.map(outcome));
  assert(all.includes("429 too_many_attempts"));
  assert(all.includes("401 used_link"));
});
