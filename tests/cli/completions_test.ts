import { assertEquals } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { makeTmux, type Terminal } from "../support/terminal/tmux.ts";
import { until } from "../support/until.ts";
import { serversOf } from "./status_json.ts";

const SHELLS = [
  {
    shell: "bash",
    packages: ["tmux"],
    command: ["bash", "--norc", "--noprofile", "-i"],
    ready: 'eval "$(mpm-monitor completions bash)"',
  },
  {
    shell: "zsh",
    packages: ["tmux", "zsh"],
    command: ["zsh", "-f", "-i"],
    ready: 'autoload -Uz compinit && compinit -u; eval "$(mpm-monitor completions zsh)"',
  },
  {
    shell: "fish",
    packages: ["tmux", "fish"],
    command: ["fish", "--no-config", "-i"],
    ready: "mpm-monitor completions fish | source",
  },
] as const;

for (const { shell, packages, command, ready } of SHELLS) {
  testWithPackages(packages, `${shell} completes commands, options and their values`, async () => {
    await using sandbox = await makeSandbox();
    const bin = `${sandbox.folder}/bin`;
    await Deno.mkdir(bin);
    const words = sandbox.program.map((word) => `'${word}'`).join(" ");
    await Deno.writeTextFile(`${bin}/mpm-monitor`, `#!/bin/sh\nexec ${words} "$@"\n`, {
      mode: 0o755,
    });
    await Deno.writeTextFile(`${sandbox.folder}/kept events.ndjson`, "");
    await sandbox.run(["start"]);
    const port = (await serversOf(sandbox))[0]?.port;
    await using tmux = makeTmux(sandbox.folder);
    const terminal = await tmux.open(shell, {
      command,
      folder: sandbox.folder,
      env: {
        ...sandbox.env,
        PATH: `${bin}:${sandbox.env["PATH"]}`,
        TERM: "xterm-256color",
        LANG: "C.UTF-8",
        PS1: "$ ",
      },
    });
    await until("a prompt", async () => ((await terminal.read()) ?? []).length > 0);
    await terminal.type(`${ready}; echo is-"ready"`);
    await terminal.press("Enter");
    await seeLine(terminal, /^is-ready/);

    await completes(terminal, "mpm-monitor hist", "mpm-monitor history");
    await completes(
      terminal,
      "mpm-monitor config set requ",
      "mpm-monitor config set require_token",
    );
    await completes(terminal, "mpm-monitor stop --port=", `mpm-monitor stop --port=${port}`);
    await completes(terminal, "mpm-monitor tail status:er", "mpm-monitor tail status:error");
    await completes(
      terminal,
      "mpm-monitor tail -tool:Re catego",
      "mpm-monitor tail -tool:Re category:",
    );
    await completes(terminal, "mpm-monitor import kept", "mpm-monitor import kept\\ events.ndjson");
  });
}

Deno.test("completions names the shells when it does not know one", async () => {
  await using sandbox = await makeSandbox();
  const { code, stderr } = await sandbox.run(["completions", "tcsh"]);
  assertEquals([code, stderr.includes("bash, zsh, fish, powershell")], [2, true]);
});

/** Types the first text and Tab, and waits until the prompt's line ends as the second one. */
async function completes(terminal: Terminal, typed: string, wanted: string): Promise<void> {
  await terminal.type(typed);
  await seeLine(terminal, new RegExp(`${RegExp.escape(typed.trimEnd())} *$`));
  await terminal.press("Tab");
  await seeLine(terminal, new RegExp(`${RegExp.escape(wanted)} *$`));
  await terminal.press("C-c");
}

async function seeLine(terminal: Terminal, pattern: RegExp): Promise<void> {
  await until(`a line that matches ${pattern}`, async () => {
    const lines = (await terminal.read()) ?? [];
    if (lines.some((line) => pattern.test(line))) return true;
    throw new Error(`it shows:\n${lines.join("\n")}`);
  });
}
