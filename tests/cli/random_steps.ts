import fc from "fast-check";

/** One step of a random life. Ports are counted from the first of the range, homes from 0. */
export type Step =
  | { readonly do: "command"; readonly home: number; readonly args: readonly string[] }
  | { readonly do: "kill" | "steal"; readonly port: number }
  | { readonly do: "break record" | "lose record"; readonly home: number; readonly port: number }
  | { readonly do: "break settings" | "mend settings"; readonly home: number }
  | { readonly do: "give back" };

/** How many ports the range has. */
export const PORTS = 6;

const home = fc.constantFrom(0, 0, 0, 1);
const port = fc.integer({ min: 0, max: PORTS - 1 });

/** Commands with and without wishes; `#N` stands for a port. Many cannot be had. */
const args = fc.oneof(
  { weight: 6, arbitrary: words("start", "stop", "restart") },
  { weight: 2, arbitrary: words("stop --force", "start --ensure", "start --no-dashboard") },
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constantFrom("start --port", "stop --port", "restart --port", "port"),
      port,
    ).map(([what, at]) => `${what} #${at}`.split(" ")),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom("start", "restart"), port).map(([what, at]) => [
      what,
      "--dashboard-port",
      `#${at}`,
    ]),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom("start", "restart"), port, port).map(
      ([what, at, dashboard]) => [what, "--port", `#${at}`, "--dashboard-port", `#${dashboard}`],
    ),
  },
  {
    weight: 2,
    arbitrary: words(
      "restart --host 127.0.0.1",
      "restart --host ::1",
      "restart --host localhost",
      "restart --host 203.0.113.7",
      "start --host no.such.host.invalid",
      "restart --require-token",
      "restart --no-dashboard",
      "restart --dashboard",
    ),
  },
  {
    weight: 1,
    arbitrary: port.map((at) => ["start", "--force", "--port", `#${at}`]),
  },
);

/** Any step. */
export const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant("command" as const), home, args }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("kill" as const, "steal" as const), port }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("break record" as const, "lose record" as const),
      home,
      port,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("break settings" as const, "mend settings" as const),
      home,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "give back" as const }) },
);

function words(...lines: string[]): fc.Arbitrary<string[]> {
  return fc.constantFrom(...lines).map((line) => line.split(" "));
}
