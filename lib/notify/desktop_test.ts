import { assert, assertEquals } from "@std/assert";
import { DesktopNotices, noticeOf } from "./desktop.ts";
import { type NoticeCommand, noticeCommand } from "./desktop_command.ts";
import { readTargets } from "./targets.ts";
import type { Waiting } from "./waiting_watch.ts";

const WAITING: Waiting = {
  session: "s",
  project: "/home/kim/shop",
  kind: "permission",
  question: "Allow Bash: git push",
  tool: "Bash",
  agent: null,
  since: 1,
};

const HOSTILE = [
  `"; rm -rf ~; echo "`,
  "$(touch /tmp/x) `id`",
  "'; Remove-Item x; '",
  `" & (do shell script "id") & "`,
  "<b>x</b><img src=x>&amp;",
  "--help",
  "-e",
  "\u202etxet\u202c\u0007\u001b[31m\nline",
  "\\n\\x1b",
  "x".repeat(5_000),
  "",
];

Deno.test("noticeCommand() never makes a text a part of a program", () => {
  const texts = { title: "shop asks for permission", text: "git push" };
  for (const os of ["linux", "darwin", "windows"] as const) {
    const plain = noticeCommand(texts, os);
    for (const hostile of HOSTILE) {
      const command = noticeCommand({ title: hostile, text: hostile }, os);
      const given = [...command.args, ...Object.values(command.env ?? {})];
      const known = [...plain.args, ...Object.values(plain.env ?? {})];
      assertEquals([command.program, given.length], [plain.program, known.length]);
      // Only the two texts differ: all else is the same for whatever they hold.
      const same = given.filter((arg) => known.includes(arg));
      assertEquals(same.length, known.length - 2, hostile);
      for (const arg of given.filter((arg) => !known.includes(arg))) {
        assert(!arg.startsWith("-") && arg.length <= 1_500 && arg !== "", arg);
        // deno-lint-ignore no-control-regex -- these are what must not be there
        assert(!/[\u0000-\u001f\u202a-\u202e]/.test(arg), arg);
      }
    }
  }
});

Deno.test("noticeCommand() shows markup as text on desktops that would read it", () => {
  const { args } = noticeCommand({ title: "a", text: "<b>&\\n" }, "linux");
  assertEquals(args.at(-1), "&lt;b&gt;&amp;\\\\n");
});

Deno.test("noticeOf() says where, who and what", () => {
  assertEquals(noticeOf([WAITING]), {
    title: "shop asks for permission",
    text: "Allow Bash: git push",
  });
  const question = { ...WAITING, kind: "input", agent: "tester", project: null };
  assertEquals(noticeOf([question]).title, "Claude Code asks a question");
  assertEquals(noticeOf([WAITING, question]), {
    title: "2 questions wait for you",
    text: "shop, Claude Code: Allow Bash: git push, and 1 more",
  });
});

Deno.test("DesktopNotices shows one at once, and what comes soon after together", async () => {
  const shown: NoticeCommand[] = [];
  const pauses: PromiseWithResolvers<void>[] = [];
  const notices = new DesktopNotices({
    os: "linux",
    log: () => {},
    run: (command) => Promise.resolve(void shown.push(command)),
    pause: () => {
      const pause = Promise.withResolvers<void>();
      pauses.push(pause);
      return pause.promise;
    },
  });
  notices.send(WAITING);
  for (let count = 0; count < 20; count++) notices.send(WAITING);
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(shown.length, 1);
  pauses[0]?.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(shown.map(({ args }) => args.at(-2)), [
    "shop asks for permission",
    "20 questions wait for you",
  ]);
  pauses[1]?.resolve();
  await notices.settled;
});

Deno.test("DesktopNotices says once that it cannot show anything", async () => {
  const log: string[] = [];
  const notices = new DesktopNotices({
    os: "linux",
    log: (line) => void log.push(line),
    run: () => Promise.reject(new Deno.errors.NotFound("notify-send")),
    pause: () => Promise.resolve(),
  });
  for (let count = 0; count < 3; count++) {
    notices.send(WAITING);
    await notices.settled;
  }
  assertEquals(log.length, 1);
  assert(log[0]?.includes("notify-send"));
});

Deno.test("readTargets() reads the desktop, an address, or both", () => {
  const url = "https://example.com/a,b";
  assertEquals(readTargets("desktop"), { desktop: true, url: null });
  assertEquals(readTargets(url), { desktop: false, url });
  assertEquals(readTargets(`desktop,${url}`), { desktop: true, url });
});
