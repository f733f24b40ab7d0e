import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { join } from "@std/path/join";
import { type Definition, isOurs } from "../../lib/service/manager/definition.ts";
import { launchAgent } from "../../lib/service/manager/launch_agent.ts";
import { scheduledTask } from "../../lib/service/manager/scheduled_task.ts";
import { systemdUnit } from "../../lib/service/manager/systemd_unit.ts";
import { UserError } from "../../lib/user_error.ts";
import { makeTempHome } from "../support/home.ts";
import { testWithPackages } from "../support/need.ts";

/** What a folder's name may hold, however odd. */
const ODD = [
  "a b",
  'say "hi"',
  "it's",
  "100%",
  "%h %%",
  "$HOME ${X}",
  "a\\b\\",
  "tab\tline\nend",
  "é✓",
  ";#&<>|",
];

const PLAIN: Definition = { command: ["/usr/bin/true", "service", "run"], variables: {} };

Deno.test("each definition tells who has written it", () => {
  for (const text of [systemdUnit(PLAIN), launchAgent("x", PLAIN), scheduledTask("ann", PLAIN)]) {
    assertEquals(isOurs(text), true);
  }
  assertEquals(isOurs("[Service]\nExecStart=/usr/bin/mpm-monitor start\n"), false);
});

testWithPackages(["systemd"], "systemd takes the unit, whatever its paths hold", async () => {
  await using temp = await makeTempHome();
  const odd = ODD.map((name) => join(temp.path, name.replaceAll("/", "")));
  for (const [index, folder] of odd.entries()) {
    await Deno.mkdir(folder);
    const program = join(folder, "mpm-monitor");
    await Deno.writeTextFile(program, "#!/bin/sh\n", { mode: 0o755 });
    const unit = join(temp.path, `unit${index}.service`);
    await Deno.writeTextFile(
      unit,
      systemdUnit({ command: [program, "--home", folder], variables: { DENO_DIR: folder } }),
    );
    const { success, stderr } = await new Deno.Command("systemd-analyze", {
      args: ["--user", "verify", "--man=no", unit],
      env: { XDG_RUNTIME_DIR: temp.path },
    }).output();
    const said = new TextDecoder().decode(stderr).split("\n")
      .filter((line) => line.includes(`unit${index}`)).join("\n");
    assertEquals([success, said], [true, ""], folder);
  }
});

Deno.test("a unit's words mean what they were, read as systemd reads them", () => {
  const command = ["/usr/bin/env", ...ODD];
  const line = /^ExecStart=(.*)$/m.exec(systemdUnit({ command, variables: {} }))?.[1] ?? "";
  assertEquals(systemdWords(line), command);
  const odd = ['/opt/say "hi"/$x', "run"];
  const wrapped = /^ExecStart=(.*)$/m.exec(systemdUnit({ command: odd, variables: {} }))?.[1] ?? "";
  assertEquals(systemdWords(wrapped), ["/bin/sh", "-c", 'exec "$@"', "sh", ...odd]);
});

testWithPackages(["python3"], "an agent's words mean what they were, read as a plist", async () => {
  const command = ["/usr/bin/env", ...ODD, "a\rb"];
  const script = "import json,plistlib,sys; " +
    "print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))";
  const variables = { DENO_DIR: "/tmp/<&>" };
  const read = JSON.parse(await python(script, launchAgent("mpm-monitor", { command, variables })));
  assertEquals(read.ProgramArguments, command);
  assertEquals(read.EnvironmentVariables, variables);
  assertEquals([read.Label, read.RunAtLoad], ["mpm-monitor", true]);
  assertEquals(read.KeepAlive, { SuccessfulExit: false });
});

testWithPackages(
  ["python3"],
  "a task's words mean what they were, read as Windows does",
  async () => {
    const words = ODD.filter((word) => !/[\t\n]/.test(word));
    const script = "import json,sys,xml.etree.ElementTree as E; " +
      "t=E.fromstring(sys.stdin.buffer.read().decode().replace('UTF-16','UTF-8').encode()); " +
      "n='{http://schemas.microsoft.com/windows/2004/02/mit/task}'; " +
      "print(json.dumps([t.find('.//'+n+'Command').text,t.find('.//'+n+'Arguments').text," +
      "t.find('.//'+n+'UserId').text]))";
    const definition = { command: ["C:\\a & b\\mpm-monitor.exe", ...words], variables: {} };
    const [program, line, user] = JSON.parse(
      await python(script, scheduledTask("PC\\a<b", definition)),
    );
    assertEquals([program, user], ["C:\\a & b\\mpm-monitor.exe", "PC\\a<b"]);
    assertEquals(windowsWords(line), words);
  },
);

Deno.test("what XML cannot hold is refused, and not left out", () => {
  const command = ["/opt/\u0001/x"];
  assertThrows(() => launchAgent("x", { command, variables: {} }), UserError);
  assertThrows(() => scheduledTask("ann", { command, variables: {} }), UserError);
  assertMatch(systemdUnit({ command, variables: {} }), /\\x01/);
});

async function python(script: string, input: string): Promise<string> {
  const child = new Deno.Command("/usr/bin/python3", {
    args: ["-c", script],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { stdout } = await child.output();
  return new TextDecoder().decode(stdout);
}

/** Words in double quotes, with C's escapes, `%%` and `$$`. */
function systemdWords(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
    text
      .replaceAll(/\\x([0-9a-f]{2})|\\(.)/g, (_, hex, sign) =>
        hex === undefined ? sign : String.fromCharCode(parseInt(hex, 16)))
      .replaceAll("%%", "%")
      .replaceAll("$$", "$")
  );
}

/** `CommandLineToArgvW` of Windows. */
function windowsWords(line: string): string[] {
  const words: string[] = [];
  let [word, quoted, at] = ["", false, 0];
  while (at < line.length) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    at += slashes;
    const sign = line[at];
    if (sign === '"') {
      word += "\\".repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else quoted = !quoted;
    } else {
      word += "\\".repeat(slashes);
      if (sign === " " && !quoted) {
        words.push(word);
        word = "";
      } else word += sign ?? "";
    }
    at++;
  }
  return [...words, word];
}
