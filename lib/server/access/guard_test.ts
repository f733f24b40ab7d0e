import { assertEquals, assertMatch } from "@std/assert";
import { type GuardPolicy, judgeRequest, type RequestFacts } from "./guard.ts";

const policy: GuardPolicy = { ports: [8765, 8766], hosts: [], anyAddress: false, origins: [] };

function judge(facts: Partial<RequestFacts>, own = policy): string {
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
  return judgeRequest(whole, own)?.code ?? "passes";
}

Deno.test("judgeRequest() lets emitters pass that send no Origin, whatever their content type", () => {
  for (const host of ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:8766"]) {
    assertEquals(judge({ host }), "passes");
  }
  assertEquals(judge({ contentType: "application/x-www-form-urlencoded" }), "passes");
  assertEquals(judge({ contentType: undefined }), "passes");
});

Deno.test("judgeRequest() refuses host names that are not ours, as in DNS rebinding", () => {
  assertEquals(judge({ host: undefined }), "no_host");
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
    assertEquals(judge({ host }), "foreign_host", host);
  }
  assertEquals(judge({ host: "box.lan:8765" }, { ...policy, hosts: ["box.lan"] }), "passes");
});

Deno.test("judgeRequest() takes addresses as names where all of them are listened on", () => {
  const wide = { ...policy, anyAddress: true };
  for (const name of ["192.168.1.7", "[fe80::1]"]) {
    const host = `${name}:8765`;
    assertEquals(judge({ host }), "foreign_host");
    assertEquals(judge({ host, origin: `http://${host}` }, wide), "passes");
  }
  assertEquals(judge({ host: "evil.example:8765" }, wide), "foreign_host");
  assertEquals(judge({ origin: "http://evil.example:8765" }, wide), "foreign_origin");
});

Deno.test("judgeRequest() takes only our own exact origins", () => {
  for (const origin of ["http://localhost:8765", "http://127.0.0.1:8766", "http://[::1]:8765"]) {
    assertEquals(judge({ origin }), "passes", origin);
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
    assertEquals(judge({ origin }), "foreign_origin", origin);
  }
  const wider = { ...policy, origins: ["https://monitor.example"] };
  const invited = { origin: "https://monitor.example", secFetchSite: "cross-site" };
  assertEquals(judge(invited, wider), "passes");
  assertEquals(judge({ ...invited, origin: undefined }, wider), "cross_site");
});

Deno.test("judgeRequest() wants a JSON content type from pages that write", () => {
  const origin = "http://localhost:8765";
  for (const contentType of [undefined, "text/plain", "application/x-www-form-urlencoded"]) {
    assertEquals(judge({ origin, contentType }), "content_type");
  }
  for (
    const contentType of [
      "application/json; charset=utf-8",
      "application/x-ndjson",
      "Application/JSON",
    ]
  ) {
    assertEquals(judge({ origin, contentType }), "passes");
  }
  assertEquals(judge({ origin, contentType: undefined, method: "GET" }), "passes");
});

Deno.test("judgeRequest() refuses other sites but for a click that opens the page", () => {
  const crossSite = { secFetchSite: "cross-site", method: "GET" };
  assertEquals(judge({ ...crossSite, secFetchMode: "no-cors" }), "cross_site");
  assertEquals(judge({ ...crossSite, secFetchMode: "navigate" }), "cross_site");
  for (const path of ["/", "/login"]) {
    assertEquals(judge({ ...crossSite, secFetchMode: "navigate", path }), "passes");
  }
  assertEquals(
    judge({ ...crossSite, secFetchMode: "navigate", path: "/", method: "POST" }),
    "cross_site",
  );
  assertEquals(judge({ secFetchSite: "same-origin" }), "passes");
  assertEquals(judge({ secFetchSite: "none" }), "passes");
});

Deno.test("judgeRequest() says which option lets a name pass, where there is one", () => {
  const facts = { method: "GET", path: "/health", origin: undefined, contentType: undefined };
  const hintFor = (host: string) =>
    judgeRequest({ ...facts, host, secFetchSite: undefined, secFetchMode: undefined }, policy)
      ?.hint;
  assertMatch(hintFor("host.docker.internal:32100") ?? "", /--allow-host host\.docker\.internal$/);
  assertMatch(hintFor("a b; rm -rf /") ?? "", /--allow-host NAME$/);
});
