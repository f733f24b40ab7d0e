/**
 * Writes `docs/openapi.json` from the contract's types and the table of operations.
 *
 * `deno task openapi`
 */
import { fromFileUrl } from "@std/path/from-file-url";
import { createGenerator, type Schema } from "ts-json-schema-generator";
import { type Operation, OPERATIONS, PARAMETERS } from "./openapi/operations.ts";

const ROOT = new URL("../..", import.meta.url);
const CONTRACT = fromFileUrl(new URL("lib/contract/http.ts", ROOT));

/** Where the document lies. */
export const OPENAPI_FILE = new URL("docs/openapi.json", ROOT);

/** The document, as an OpenAPI 3.1 object. */
export function buildOpenApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "mpm-monitor",
      version: "1",
      description: "What tools may rely on; api.md tells the same in words, and the socket's part.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "http://localhost:8765" }],
    security: [{}, { token: [] }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: bearer("The server's token, where it asks for one"),
        secret: bearer("The secret of the instance's record"),
      },
      schemas: { ...contractSchemas(), OtlpAnswer: { type: "object" } },
    },
  };
}

function bearer(description: string) {
  return { type: "http", scheme: "bearer", description };
}

function describe(operation: Operation): Record<string, unknown> {
  const { method, path, tag, summary, parameters = [], body, answer, control } = operation;
  return {
    operationId: `${method}${path.replaceAll(/\W+(\w)/g, (_, letter) => letter.toUpperCase())}`,
    tags: [tag],
    summary,
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(describeParameter) }),
    ...(body === undefined ? {} : { requestBody: describeBody(body) }),
    ...(control === undefined ? {} : { security: [{ secret: [] }] }),
    responses: {
      ...(answer === null ? { 204: { description: "Stored, on disk" } } : { 200: content(answer) }),
      default: { ...content("ErrorAnswer"), description: "Refused, and why" },
    },
  };
}

function describeParameter(key: keyof typeof PARAMETERS) {
  const { name, ...rest } = PARAMETERS[key];
  return { name: name ?? key, ...rest };
}

function describeBody(types: readonly string[]) {
  return {
    required: true,
    content: Object.fromEntries(types.map((type) => [type, { schema: { type: "object" } }])),
  };
}

const TEXTS = new Map([
  ["text", { description: "Text", type: "text/plain" }],
  ["event stream", { description: "Server-sent events", type: "text/event-stream" }],
]);

function content(answer: string) {
  const text = TEXTS.get(answer);
  if (text !== undefined) {
    const { description, type } = text;
    return { description, content: { [type]: { schema: { type: "string" } } } };
  }
  return {
    description: "JSON",
    content: { "application/json": { schema: { $ref: `#/components/schemas/${answer}` } } },
  };
}

/** The contract's types as JSON schemas, by name; their doc comments are the descriptions. */
function contractSchemas(): Record<string, Schema> {
  const generator = createGenerator({
    path: CONTRACT,
    tsconfig: fromFileUrl(new URL("scripts/build/openapi/tsconfig.json", ROOT)),
    // New fields may come: a strict reader would break.
    additionalProperties: true,
    // `deno check` has looked already, and knows where the imports lead.
    skipTypeCheck: true,
  });
  const { definitions = {} } = generator.createSchema("*");
  const text = JSON.stringify(definitions)
    .replaceAll("#/definitions/", "#/components/schemas/")
    .replaceAll(/\{@linkcode +(\w+) *\}/g, "`$1`");
  return JSON.parse(text, tupleByItsNewName);
}

/** The generator speaks an older draft of JSON Schema, in which tuples were `items`. */
function tupleByItsNewName(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("items" in value)) return value;
  const { items, ...rest } = value;
  return Array.isArray(items) ? { ...rest, prefixItems: items } : value;
}

/** The document as the file holds it. */
export function openApiText(): string {
  return `${JSON.stringify(buildOpenApi(), null, 2)}\n`;
}

if (import.meta.main) await Deno.writeTextFile(OPENAPI_FILE, openApiText());
