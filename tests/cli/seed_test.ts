import { assertEquals } from "@std/assert";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { serversOf } from "./status_json.ts";

/**
 * The examples of the slash command's document, one by one. Its ports stand for those of a private
 * range: 8765 for the first, 8766 for the second, and so on.
 */
interface Example {
  readonly line: string;
  /** What is done before it. */
  readonly after?: readonly string[];
  readonly code?: number;
  /** Server and dashboard ports that are in use afterwards. */
  readonly ports: readonly (readonly [number, number])[];
}

const EXAMPLES: readonly Example[] = [
  { line: "start", ports: [[8765, 8766]] },
  { line: "start --port 8765", ports: [[8765, 8766]] },
  { line: "start --port 8770 --dashboard --dashboard-port 8771", ports: [[8770, 8771]] },
  { line: "start --force --port 8765", ports: [[8765, 8766]] },
  { line: "start --background", ports: [[8765, 8766]] },
  { line: "start --verbose", ports: [[8765, 8766]] },
  { line: "start --host 0.0.0.0", ports: [[8765, 8766]] },
  { line: "start --port 8770", after: ["start"], ports: [[8765, 8766], [8770, 8767]] },
  { line: "start --port 8765 --force", after: ["start"], ports: [[8765, 8766]] },
  { line: "stop", after: ["start", "start"], ports: [] },
  { line: "stop --port 8765", after: ["start", "start"], ports: [[8767, 8768]] },
  { line: "stop --force", after: ["start"], ports: [] },
  { line: "restart", after: ["start"], ports: [[8765, 8766]] },
  { line: "restart --port 8770", after: ["start"], ports: [[8770, 8766]] },
  { line: "restart --port 8765 --host 0.0.0.0", after: ["start"], ports: [[8765, 8766]] },
  { line: "restart --dashboard-port 8766", after: ["start"], ports: [[8765, 8766]] },
  { line: "status", after: ["start"], ports: [[8765, 8766]] },
  { line: "status", code: 3, ports: [] },
  { line: "status --verbose", after: ["start"], ports: [[8765, 8766]] },
  { line: "status --show-ports", after: ["start"], ports: [[8765, 8766]] },
  { line: "port 8765", ports: [[8765, 8766]] },
  { line: "port 8765", after: ["start"], ports: [[8765, 8766]] },
  { line: "port 8770 --host 0.0.0.0", ports: [[8770, 8766]] },
  { line: "port 8765 --force", after: ["start"], ports: [[8765, 8766]] },
  { line: "stop --port 8770", code: 3, ports: [] },
];

for (const { line, after = [], code = 0, ports } of EXAMPLES) {
  const before = after.length === 0 ? "" : ` after ${after.join(", ")}`;
  Deno.test(`"${line}"${before} does what the document says`, async () => {
    await using sandbox = await makeSandbox({ ports: 8 });
    const moved = (port: number) => port - 8765 + sandbox.range.first;
    for (const each of after) await run(sandbox, each);
    const result = await run(sandbox, line);
    assertEquals(result.code, code, result.stderr);
    assertEquals(
      (await serversOf(sandbox)).map(({ port, dashboard_port }) => [port, dashboard_port]),
      ports.map(([port, dashboard]) => [moved(port), moved(dashboard)]),
    );
  });
}

function run(sandbox: Sandbox, line: string) {
  const words = line.split(" ").map((word) =>
    /^87\d\d$/.test(word) ? String(Number(word) - 8765 + sandbox.range.first) : word
  );
  return sandbox.run(words);
}
