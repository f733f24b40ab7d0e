import { assert, assertEquals } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { buildOpenApi, OPENAPI_FILE, openApiText } from "../../scripts/build/openapi.ts";
import { type Operation, OPERATIONS } from "../../scripts/build/openapi/operations.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const API_PAGE = new URL("../../docs/api.md", import.meta.url);

Deno.test("docs/openapi.json says what the contract's types say; 'deno task openapi' writes it", async () => {
  assertEquals(await Deno.readTextFile(OPENAPI_FILE), openApiText());
});

Deno.test("docs/api.md and docs/openapi.json tell of the same operations", async () => {
  const text = await Deno.readTextFile(API_PAGE);
  // A cell such as `POST /v1/logs`, `/v1/metrics` names its method once.
  const cells = text.matchAll(/`(GET|POST) (\/[\w/]*)[^`]*`((?:, `\/[\w/]+`)*)/g);
  const reported = Array.from(cells, ([, method = "", path = "", others = ""]) => {
    const paths = [path, ...Array.from(others.matchAll(/`([^`]+)`/g), ([, other]) => other)];
    return paths.map((path) => `${method.toLowerCase()} ${path}`);
  });
  const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  assertEquals([...new Set(reported.flat())].sort(), described.sort());
});

Deno.test("every operation of docs/openapi.json answers as it says", async () => {
  await using server = await startTestServer();
  using client = await connectFeedClient(server.url);
  await client.subscribe({});
  await tellAStory(server.url);
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(buildOpenApi(), "api");
  // What ends the server comes last.
  for (const operation of OPERATIONS) {
    const name = `${operation.method} ${operation.path}`;
    const response = await call(server, operation);
    // A stream has no end: its beginning has to do.
    const text = operation.answer === "event stream"
      ? await beginning(response)
      : await response.text();
    assert(response.ok, `${name}: ${response.status} ${text}`);
    if (operation.answer === null) assertEquals([response.status, text], [204, ""], name);
    else if (operation.answer === "event stream") assert(text.startsWith(":"), text);
    else if (operation.answer !== "text") check(ajv, operation.answer, JSON.parse(text), name);
  }
  const refused = await fetch(`${server.url}/api/events?limit=none`);
  check(ajv, "ErrorAnswer", await refused.json(), "a refusal");
});

async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const { value } = await reader?.read() ?? {};
  await reader?.cancel();
  return new TextDecoder().decode(value);
}

function check(ajv: Ajv2020, answer: string, body: unknown, name: string): void {
  const validate = ajv.getSchema(`api#/components/schemas/${answer}`);
  assert(validate !== undefined, `There is no schema ${answer}`);
  assert(validate(body), `${name}: ${ajv.errorsText(validate.errors)}`);
}

function call(server: TestServer, { method, path, control, body }: Operation): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(control === undefined ? {} : { authorization: `Bearer ${server.secret}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: "{}" }),
  });
}

/** Something for each list to hold. */
async function tellAStory(url: string): Promise<void> {
  const session = { session_id: "s1", cwd: "/home/dev/shop" };
  const tool = { tool_name: "Bash", tool_use_id: "t1", tool_input: { command: "ls" } };
  const hooks = [
    { ...session, hook_event_name: "UserPromptSubmit", prompt: "Go" },
    { ...session, hook_event_name: "SubagentStart", agent_id: "a1", agent_type: "qa" },
    { ...session, hook_event_name: "PreToolUse", ...tool, agent_id: "a1" },
    { ...session, hook_event_name: "PostToolUse", ...tool, agent_id: "a1", duration_ms: 7 },
    { ...session, hook_event_name: "PermissionRequest", ...tool },
  ];
  for (const hook of hooks) {
    const response = await fetch(`${url}/hooks/claude`, {
      method: "POST",
      body: JSON.stringify(hook),
    });
    assertEquals(response.status, 204);
  }
}
