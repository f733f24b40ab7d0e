import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../user_error.ts";
import { checkCount, findCommand, parseArguments, unknownCommand } from "./parse.ts";

const COMMAND = {
  name: "start",
  options: [
    { name: "port", value: "PORT", summary: "" },
    { name: "lines", short: "n", value: "N", summary: "" },
    { name: "force", summary: "" },
    { name: "no-dashboard", summary: "" },
  ],
};

Deno.test("findCommand() drops a leading monitor and keeps all else", () => {
  const cases: [string, { command: string | null; rest: string[] }][] = [
    ["", { command: null, rest: [] }],
    ["monitor", { command: null, rest: [] }],
    ["start --force", { command: "start", rest: ["--force"] }],
    ["monitor start --force", { command: "start", rest: ["--force"] }],
    ["--json status -v", { command: "status", rest: ["--json", "-v"] }],
    ["--json monitor status", { command: "status", rest: ["--json"] }],
    ["--json", { command: null, rest: ["--json"] }],
    ["--port 8765", { command: null, rest: ["--port", "8765"] }],
    ["monitor monitor", { command: "monitor", rest: [] }],
  ];
  for (const [line, expected] of cases) {
    const args = line.split(" ").filter((word) => word !== "");
    assertEquals(findCommand(args), expected, line);
  }
});

Deno.test("parseArguments() reads flags, values, short names and arguments", () => {
  const rest = ["--port", "8765", "-n5", "--force", "--no-dashboard", "one", "--", "--two"];
  const { args, options } = parseArguments(rest, COMMAND);
  assertEquals(args, ["one", "--two"]);
  assertEquals(
    [options["port"], options["lines"], options["force"], options["no-dashboard"]],
    ["8765", "5", true, true],
  );
  assertEquals(options["json"], undefined);
});

Deno.test("parseArguments() takes the last of repeated options, and numbers as text", () => {
  const { args, options } = parseArguments(["--port", "1", "--port=2", "0123"], COMMAND);
  assertEquals([options["port"], args], ["2", ["0123"]]);
});

Deno.test("parseArguments() lets - stand for standard input", () => {
  assertEquals(parseArguments(["--port", "-"], COMMAND).options["port"], "-");
});

Deno.test("parseArguments() suggests the nearest option", () => {
  const error = assertThrows(() => parseArguments(["--forse"], COMMAND), UserError);
  assertEquals(error.message, 'Unknown option "--forse" for command "start"');
  assertEquals(error.hint, "Did you mean --force? See 'mpm-monitor start --help'");
  const far = assertThrows(() => parseArguments(["--xyzzy"], COMMAND), UserError);
  assertEquals(far.hint, "See 'mpm-monitor start --help'");
});

Deno.test("parseArguments() misses the value of an option", () => {
  for (const rest of [["--port"], ["--port="], ["--port", "--force"]]) {
    assertThrows(() => parseArguments(rest, COMMAND), UserError, "Option --port needs a value");
  }
});

Deno.test("checkCount() says which argument is missing or too much", () => {
  const one = { name: "port", usage: "<PORT>", args: { min: 1, max: 1 } };
  checkCount(["1"], one);
  assertThrows(() => checkCount([], one), UserError, 'Command "port" needs <PORT>');
  assertThrows(() => checkCount(["1", "2"], one), UserError, 'Unexpected argument "2"');
});

Deno.test("unknownCommand() suggests the nearest one", () => {
  const names = ["start", "stop", "status"];
  assertEquals(
    unknownCommand("statsu", names).hint,
    "Did you mean 'mpm-monitor status'? See 'mpm-monitor --help' for all commands",
  );
  assertEquals(
    unknownCommand("qqq", names).hint,
    "See 'mpm-monitor --help' for all commands",
  );
});

Deno.test("parseArguments() takes a query's negations for what they are", () => {
  const command = { name: "history", options: [{ name: "port", value: "PORT", summary: "" }] };
  const typed = ["a", "-tool:Read", "--port", "1", '-"x y"', "-/p/", "-data.a.b:c"];
  const { args, options } = parseArguments(typed, command);
  assertEquals(args, ["a", "-tool:Read", '-"x y"', "-/p/", "-data.a.b:c"]);
  assertEquals(options["port"], "1");
});
