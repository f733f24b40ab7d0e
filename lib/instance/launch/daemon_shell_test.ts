import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../../tests/support/home.ts";
import { testWithPackages } from "../../../tests/support/need.ts";
import { DAEMON_SHELL } from "./daemon_shell.ts";

/** Shells as `/bin/sh`, and what else is on the machine to help those that count to nine only. */
const MACHINES: readonly { readonly shell: readonly string[]; readonly helpers: string[] }[] = [
  { shell: ["/bin/sh"], helpers: ["bash", "perl", "python3"] },
  { shell: ["/bin/dash"], helpers: ["bash"] },
  { shell: ["/bin/dash"], helpers: ["perl"] },
  { shell: ["/bin/dash"], helpers: ["python3"] },
  { shell: ["/bin/bash", "--posix"], helpers: [] },
];

for (const { shell, helpers } of MACHINES) {
  const name = `DAEMON_SHELL leaves nothing open by ${shell.join(" ")} with ${helpers.join(", ")}`;
  const isHere = Deno.build.os === "linux" && exists(shell[0] ?? "") &&
    helpers.every((each) => exists(`/usr/bin/${each}`));
  Deno.test({ name, ignore: !isHere }, () => leavesNothingOpen(shell, helpers));
}

testWithPackages(
  ["busybox"],
  "DAEMON_SHELL leaves nothing open by the shell of busybox",
  () => leavesNothingOpen(["/bin/busybox", "sh"], []),
);

async function leavesNothingOpen(shell: readonly string[], helpers: readonly string[]) {
  await using temp = await makeTempHome();
  const bin = `${temp.path}/bin`;
  await Deno.mkdir(bin);
  for (const each of helpers) await Deno.symlink(`/usr/bin/${each}`, `${bin}/${each}`);
  const output = `${temp.path}/output`;
  const opened = 'exec 3>"$0/a" 9>"$0/b" 10>"$0/c" 63>"$0/d" 255>"$0/e"; exec "$@"';
  const { success } = await new Deno.Command("/bin/bash", {
    args: ["-c", opened, temp.path, ...shell, "-c", DAEMON_SHELL, "sh", "/bin/ls", "/proc/self/fd"],
    env: { PATH: bin, MPM_MONITOR_OUTPUT: output, BASH_ENV: "/nonexistent", ENV: "/nonexistent" },
    clearEnv: true,
    stdin: "null",
  }).output();
  const text = await Deno.readTextFile(output);
  assertEquals(
    [success, text.trim().split("\n")],
    [true, ["0", "1", "2", "3"]],
    "3 is of ls itself",
  );
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
