import { deflateSync, gzipSync } from "node:zlib";

/** A body that is meant to stop a server. */
export interface HostileBody {
  readonly name: string;
  /** Where it is posted; of what comes by socket, how. */
  readonly path: string | "websocket" | "polling";
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
  /** Sent in pieces of so many bytes; at once unless it is given. */
  readonly pieces?: number;
}

/** So many make a message nearly as large as one may be. */
const KEYS_OF_MESSAGE = 70_000;

/** Waits for its acknowledgement, and is stored as an event. */
const MESSAGE = '421["claude_event",';

const JSON_TYPE = { "content-type": "application/json" };
const MIB = 1024 * 1024;
const HOOK = '"hook_event_name":"PreToolUse","session_id":"s","tool_name":"Bash"';

function text(make: () => string): () => Uint8Array<ArrayBuffer> {
  return () => new TextEncoder().encode(make());
}

function keys(count: number): string {
  return Array.from({ length: count }, (_, key) => `"k${key}":1`).join();
}

/** All of them; `size` is that of the largest, in MiB, and the others follow it. */
export function hostileBodies(size: number): readonly HostileBody[] {
  const full = size * MIB - 4096;
  const strings = (word: string) =>
    Array.from(
      { length: size },
      (_, index) => `"t${index}":"${word.repeat(0.9 * MIB / word.length)}"`,
    );
  const record =
    '{"timeUnixNano":"1","body":{"stringValue":"claude_code.tool_result"},"attributes":[]}';
  return [
    // The first one, since others look for it there.
    {
      name: "gzip bomb",
      path: "/v1/logs",
      headers: { ...JSON_TYPE, "content-encoding": "gzip" },
      bytes: () => new Uint8Array(gzipSync(new Uint8Array(16 * size * MIB))),
    },
    {
      name: "one line in small pieces",
      path: "/api/events",
      headers: { "content-type": "application/x-ndjson" },
      bytes: text(() => `{"a":"${"x".repeat(full)}"}`),
      pieces: 16 * 1024,
    },
    {
      name: "array of many objects",
      path: "/api/events",
      headers: JSON_TYPE,
      bytes: text(() => `[${Array.from({ length: size * 10_000 }, () => "{}").join()}]`),
    },
    {
      name: "object of many keys",
      path: "/hooks/claude",
      headers: JSON_TYPE,
      bytes: text(() => `{${HOOK},"tool_input":{${keys(size * 75_000)}}}`),
    },
    ...["sk-", "password ", "authorization: ", 'token="', "curl a "].map((word): HostileBody => ({
      name: `beginnings of secrets: ${word}`,
      path: "/hooks/claude",
      headers: JSON_TYPE,
      bytes: text(() => `{${HOOK},${strings(word.replaceAll('"', '\\"')).join()}}`),
    })),
    {
      name: "telemetry of many records",
      path: "/v1/logs",
      headers: JSON_TYPE,
      bytes: text(() =>
        `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${
          Array.from({ length: size * 3_000 }, () => record).join()
        }]}]}]}`
      ),
    },
    {
      name: "deflate bomb",
      path: "/v1/traces",
      headers: { ...JSON_TYPE, "content-encoding": "deflate" },
      bytes: () => new Uint8Array(deflateSync(new Uint8Array(16 * size * MIB))),
    },
    {
      name: "gzip within gzip",
      path: "/api/events",
      headers: { ...JSON_TYPE, "content-encoding": "gzip, gzip" },
      bytes: () => new Uint8Array(gzipSync(gzipSync(new Uint8Array(16 * size * MIB)))),
    },
    {
      name: "one character that takes two bytes",
      path: "/hooks/claude",
      headers: JSON_TYPE,
      bytes: text(() => `{${HOOK},"tool_input":{"a":"\u20ac","b":"${"x".repeat(full)}"}}`),
    },
    {
      name: "many lines of nothing",
      path: "/api/events",
      headers: { "content-type": "application/x-ndjson" },
      bytes: text(() => "\n".repeat(full)),
    },
    {
      name: "many small lines",
      path: "/api/events",
      headers: { "content-type": "application/x-ndjson" },
      bytes: text(() => "{}\n".repeat(size * 3_000)),
    },
    ...["/nothing", "/health", "/api/login"].map((path): HostileBody => ({
      name: `what nobody asked for at ${path}`,
      path,
      headers: JSON_TYPE,
      bytes: text(() => `{${keys(size * 75_000)}}`),
    })),
    {
      name: "nested lists",
      path: "/hooks/claude",
      headers: JSON_TYPE,
      bytes: text(() => `{${HOOK},"tool_input":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
    },
    {
      name: "socket: message of many keys",
      path: "websocket",
      headers: {},
      bytes: text(() => `${MESSAGE}{${keys(KEYS_OF_MESSAGE)}}]`),
    },
    {
      name: "socket: beginnings of secrets",
      path: "websocket",
      headers: {},
      bytes: text(() => `${MESSAGE}{"type":"a.b","x":"${"password ".repeat(100_000)}"}]`),
    },
    {
      name: "socket: telling who one is with many keys",
      path: "websocket",
      headers: {},
      bytes: text(() => `40/other,{${keys(KEYS_OF_MESSAGE)}}`),
    },
    {
      name: "socket: message that is too large",
      path: "websocket",
      headers: {},
      bytes: text(() => `${MESSAGE}{${keys(size * 75_000)}}]`),
    },
    {
      name: "polling: message that is too large",
      path: "polling",
      headers: {},
      bytes: text(() => `${MESSAGE}{${keys(size * 75_000)}}]`),
    },
    {
      name: "polling: message of many keys",
      path: "polling",
      headers: {},
      bytes: text(() => `${MESSAGE}{${keys(KEYS_OF_MESSAGE)}}]`),
    },
    {
      name: "polling: many small messages",
      path: "polling",
      headers: {},
      bytes: text(() => Array.from({ length: 100_000 }, () => '42["x",1]').join("\x1e")),
    },
  ];
}
