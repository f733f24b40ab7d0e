import { assertEquals } from "@std/assert";
import { channelOf } from "./channel.ts";

Deno.test("channelOf() tells who looks after a binary, by where it is", () => {
  const command = (path: string, debianPackage: string | null = null, standalone = true) => {
    const channel = channelOf({ standalone, path, debianPackage });
    return channel.kind === "binary" ? null : channel.command;
  };
  assertEquals(command("/home/ann/.local/bin/mpm-monitor"), null);
  assertEquals(command("C:\\Users\\ann\\bin\\mpm-monitor.exe"), null);
  assertEquals(
    command(
      "/usr/lib/node_modules/mpm-monitor/node_modules/@mpm-monitor/linux-x64/bin/mpm-monitor",
    ),
    "npm install --global mpm-monitor@latest",
  );
  assertEquals(
    command("/home/ann/.npm/_npx/1a/node_modules/@mpm-monitor/linux-x64/bin/mpm-monitor"),
    "npx mpm-monitor@latest",
  );
  assertEquals(
    command("/opt/homebrew/Cellar/mpm-monitor/0.1.0/bin/mpm-monitor"),
    "brew upgrade mpm-monitor",
  );
  assertEquals(
    command("/usr/bin/mpm-monitor", "mpm-monitor")?.startsWith("sudo apt install"),
    true,
  );
  assertEquals(
    command("/home/ann/src/mpm-monitor", null, false),
    "git -C '/home/ann/src/mpm-monitor' pull",
  );
});
