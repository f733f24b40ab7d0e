import { assertEquals, assertMatch } from "@std/assert";
import { assessRequest, type GuardPolicy, type RequestFacts } from "./guard.ts";

const policy: GuardPolicy = { ports: [8765, 8766], hosts: [], anyAddress: false, origins: [] };

function assess(facts: Partial<RequestFacts>, own = policy): string {
  const whole: RequestFacts = {
    method: "POST",
    path: "/api/events",
    host: "localhost:8765",
    origin: undefined,
    contentType: "application/json",
    secFetchSite: undefined,
    secFetchMode: undefined,
    ...facts,
  };
  return assessRequest(whole, own)?.error.code ?? "passes";
}

Deno.test("assessRequest() lets emitters pass that send no Origin, whatever their content type", () => {
  for (const host of ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:8766"]) {
    assertEquals(assess({ host }), "passes");
  }
  assertEquals(assess({ contentType: "application/x-www-form-urlencoded" }), "passes");
  assertEquals(assess({ contentType: undefined }), "passes");
});

Deno.test("assessRequest() refuses host names that are not ours, as in DNS rebinding", () => {
  assertEquals(assess({ host: undefined }), "no_host");
  for (
    const host of [
      "evil.example:8765",
      "localhost.evil.example:8765",
      "127.0.0.1.evil.example",
      "0.0.0.0:8765",
      "",
      "::1",
      "localhost@evil.example",
    ]
  ) {
    assertEquals(assess({ host }), "foreign_host", host);
  }
  assertEquals(assess({ host: "box.lan:8765" }, { ...policy, hosts: ["box.lan"] }), "passes");
});

Deno.test("assessRequest() takes addresses as names where all of them are listened on", () => {
  const wide = { ...policy, anyAddress: true };
  for (const name of ["192.168.1.7", "[fe80::1]"]) {
    const host = `${name}:8765`;
    assertEquals(assess({ host }), "foreign_host");
    assertEquals(assess({ host, origin: `http://${host}` }, wide), "passes");
  }
  assertEquals(assess({ host: "evil.example:8765" }, wide), "foreign_host");
  assertEquals(assess({ origin: "http://evil.example:8765" }, wide), "foreign_origin");
});

Deno.test("assessRequest() takes only our own exact origins", () => {
  for (const origin of ["http://localhost:8765", "http://127.0.0.1:8766", "http://[::1]:8765"]) {
    assertEquals(assess({ origin }), "passes", origin);
  }
  for (
    const origin of [
      "null",
      "",
      "http://localhost:3000",
      "http://localhost",
      "https://localhost:8765",
      "http://localhost:8765.evil.example",
      "http://evil.example:8765",
      "http://localhost:8765/",
    ]
  ) {
    assertEquals(assess({ origin }), "foreign_origin", origin);
  }
  const wider = { ...policy, origins: ["https://monitor.example"] };
  const invited = { origin: "https://monitor.example", secFetchSite: "cross-site" };
  assertEquals(assess(invited, wider), "passes");
  assertEquals(assess({ ...invited, origin: undefined }, wider), "cross_site");
});

Deno.test("assessRequest() wants a JSON content type from pages that write", () => {
  const origin = "http://localhost:8765";
  for (const contentType of [undefined, "text/plain", "application/x-www-form-urlencoded"]) {
    assertEquals(assess({ origin, contentType }), "content_type");
  }
  for (
    const contentType of [
      "application/json; charset=utf-8",
      "application/x-ndjson",
      "Application/JSON",
    ]
  ) {
    assertEquals(assess({ origin, contentType }), "passes");
  }
  assertEquals(assess({ origin, contentType: undefined, method: "GET" }), "passes");
});

Deno.test("assessRequest() refuses other sites but for a click that opens the page", () => {
  const crossSite = { secFetchSite: "cross-site", method: "GET" };
  assertEquals(assess({ ...crossSite, secFetchMode: "no-cors" }), "cross_site");
  assertEquals(assess({ ...crossSite, secFetchMode: "navigate" }), "cross_site");
  for (const path of ["/", "/login"]) {
    assertEquals(assess({ ...crossSite, secFetchMode: "navigate", path }), "passes");
  }
  assertEquals(
    assess({ ...crossSite, secFetchMode: "navigate", path: "/", method: "POST" }),
    "cross_site",
  );
  assertEquals(assess({ secFetchSite: "same-origin" }), "passes");
  assertEquals(assess({ secFetchSite: "none" }), "passes");
});

Deno.test("assessRequest() says which option lets a name pass, where there is one", () => {
  const facts = { method: "GET", path: "/health", origin: undefined, contentType: undefined };
  const hintFor = (host: string) =>
    assessRequest({ ...facts, host, secFetchSite: undefined, secFetchMode: undefined }, policy)
      ?.error.hint;
  assertMatch(hintFor("host.docker.internal:32100") ?? "", /--allow-host host\.docker\.internal$/);
  assertMatch(hintFor("a b; rm -rf /") ?? "", /--allow-host NAME$/);
});

Deno.test("assessRequest() takes another port of localhost for another site, but for our own page", () => {
  const get = { method: "GET", contentType: undefined };
  for (const secFetchSite of ["same-site", "Same-Site", "cross-site", "anything"]) {
    for (const path of ["/socket.io/", "/api/sessions", "/health", "/static/app.js"]) {
      assertEquals(assess({ ...get, path, secFetchSite, secFetchMode: "no-cors" }), "cross_site");
    }
    assertEquals(assess({ ...get, path: "/", secFetchSite, secFetchMode: "navigate" }), "passes");
  }
  const own = { ...get, origin: "http://localhost:8766", secFetchSite: "same-site" };
  assertEquals(assess({ ...own, path: "/socket.io/" }), "passes");
  assertEquals(assess({ ...own, origin: "http://localhost:3000" }), "foreign_origin");
});
