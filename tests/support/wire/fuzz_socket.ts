import fc from "fast-check";
import { trees } from "./fuzz_bodies.ts";
import { until } from "../until.ts";

/** WebSocket messages that belong together. */
export interface FuzzMessage {
  readonly frames: readonly (string | Uint8Array<ArrayBuffer>)[];
  /** Whether the server may end the connection for it. */
  readonly isBroken: boolean;
}

const names = fc.constantFrom(
  ...["claude_event", "hook:ingest", "hook:event", "event", "message", "pre_tool", "session_start"],
  ...["hook:session:start", "hook:session:end", "subscribe", "unsubscribe", "get_history", "ping"],
  ...["request_history", "hook:history:get", "hook:session:info", "read_file", "code:analyze:file"],
  ...[
    "client:register",
    "__proto__",
    "constructor",
    "toString",
    "",
    "error",
    "\ud800",
    "a".repeat(999),
  ],
);
const namespaces = fc.constantFrom("", "", "/hook,");
const strangeNamespaces = fc.constantFrom(
  "/nowhere,",
  "/hook?a=b,",
  "/,",
  "/\u0000,",
  "/__proto__,",
);
const acknowledgements = fc.constantFrom("", "", "0", "7", "99999999999999999999");

const json = (tree: unknown) => {
  try {
    return JSON.stringify(tree) ?? "null";
  } catch {
    return "null";
  }
};

const attachments = fc.uint8Array({ maxLength: 40 }) as fc.Arbitrary<Uint8Array<ArrayBuffer>>;

const eventTexts = fc.tuple(acknowledgements, names, fc.array(trees, { maxLength: 2 })).map(
  ([acknowledgement, name, args]) => `${acknowledgement}${json([name, ...args])}`,
);
const events = fc.tuple(namespaces, eventTexts).map(([namespace, text]) => `42${namespace}${text}`);

/** Events with the attachments that they announce. */
const binary = fc.tuple(
  namespaces,
  names,
  trees,
  fc.array(attachments, { minLength: 1, maxLength: 3 }),
)
  .map(([namespace, name, tree, parts]) => {
    const holders = parts.map((_, num) => ({ _placeholder: true, num }));
    const head = `45${parts.length}-${namespace}${json([name, { tree, holders }, ...holders])}`;
    return [head, ...parts];
  });

const broken = fc.oneof(
  fc.tuple(events, fc.nat(), fc.string({ unit: "binary", maxLength: 4 })).map(
    (
      [text, at, more],
    ) => [text.slice(0, at % text.length) + more + text.slice(at % (text.length + 7))],
  ),
  fc.tuple(strangeNamespaces, eventTexts).map(([namespace, text]) => [`42${namespace}${text}`]),
  binary.map((frames) => frames.slice(0, -1)),
  binary.map((frames) => frames.slice(1)),
  fc.tuple(binary, eventTexts).map(([[head = ""], text]) => [head, `42${text}`]),
  fc.constantFrom(
    ...["2", "2probe", "5", "6", "1", "0", "4", "40", "40{}", '40{"token":7}', "40/hook,", "41"],
    ...[
      "43",
      "430[]",
      "44",
      "46",
      "451-",
      "4599999-[]",
      "45-1-[]",
      "42[]",
      "42{}",
      "42null",
      "42[",
    ],
    ...["4\ud800", "\u001e", "b", "bAAAA", "42[1]", "42[[]]", "42[null]", '40/hook,{"a":', ""],
    ...['42["connect"]', '42["disconnect"]', '451-["x",{"_placeholder":true,"num":9}]'],
  ).map((text) => [text]),
);

/** Packets as clients send them, and packets as none should. */
export const messages: fc.Arbitrary<FuzzMessage> = fc.oneof(
  { weight: 12, arbitrary: events.map((text) => ({ frames: [text], isBroken: false })) },
  { weight: 4, arbitrary: binary.map((frames) => ({ frames, isBroken: false })) },
  { weight: 1, arbitrary: broken.map((frames) => ({ frames, isBroken: true })) },
);

/** A client that sends what it is told, and comes back when it is thrown out. */
export interface FuzzSocket extends AsyncDisposable {
  send(message: FuzzMessage): Promise<void>;
  /** Resolves when the server has taken all that it was sent. */
  settle(): Promise<void>;
}

/** So many messages share one connection at most: the next ones meet a fresh state. */
const MESSAGES_A_CONNECTION = 500;
const PROBE = '42987654321["get_status",{}]';

/** Makes a {@linkcode FuzzSocket} for `127.0.0.1:port`. */
export function connectFuzzSocket(port: number): FuzzSocket {
  let current: Promise<WebSocket> | null = null;
  let sent = 0;
  let turn = Promise.resolve();
  const open = () => {
    sent = 0;
    const socket = new WebSocket(
      `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`,
    );
    socket.binaryType = "arraybuffer";
    return new Promise<WebSocket>((resolve, reject) => {
      socket.onerror = () => {};
      socket.onclose = () => reject(new Error("The server refused the connection"));
      socket.onmessage = ({ data }) => {
        if (typeof data !== "string") return;
        if (data.startsWith("0")) socket.send("40");
        if (data === "2") socket.send("3");
        if (data.startsWith("40{")) socket.send("40/hook,");
        if (data.startsWith("40/hook,")) resolve(socket);
      };
    });
  };
  /** Whether the server answered before it ended the connection. */
  const answers = async (socket: WebSocket): Promise<void> => {
    let answered = false;
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string" && data.startsWith("43987654321[")) answered = true;
    });
    if (socket.readyState === WebSocket.OPEN) socket.send(PROBE);
    await until(
      "the server's answer, or its end of the connection",
      () => answered || socket.readyState !== WebSocket.OPEN,
      { timeout: 30_000, interval: 1 },
    );
  };
  const connection = async () => {
    const open_ = await (current ??= open());
    if (open_.readyState === WebSocket.OPEN && sent < MESSAGES_A_CONNECTION) return open_;
    await answers(open_);
    open_.close();
    return await (current = open());
  };
  return {
    send: (message) =>
      turn = turn.then(async () => {
        const socket = await connection();
        sent++;
        for (const frame of message.frames) socket.send(frame);
        // What follows a broken one would be lost with the connection.
        if (message.isBroken) await answers(socket);
      }),
    async settle() {
      await turn;
      await answers(await connection());
    },
    async [Symbol.asyncDispose]() {
      if (current === null) return;
      const socket = await current;
      socket.close();
      await until("the end", () => socket.readyState === WebSocket.CLOSED);
    },
  };
}
