import { assertEquals } from "@std/assert";
import { type ServerNeeds, serverPermissions, toolsOf } from "./server_permissions.ts";

const NEEDS: ServerNeeds = {
  options: { host: "127.0.0.1" },
  home: "/home/dev/.mpm",
  ports: [8765, 8766],
  program: "/opt/mpm",
  claude: "/home/dev/.claude",
  real: (path) => path.replace("/home/dev/link", "/data"),
  otherHosts: [],
  tools: ["/bin/cat", "/bin/ps"],
};

/** What one kind of permission is given for. */
function granted(kind: string, needs: Partial<ServerNeeds> = {}): readonly string[] | undefined {
  const start = `--allow-${kind}=`;
  const option = serverPermissions({ ...NEEDS, ...needs }).find((each) => each.startsWith(start));
  return option?.slice(start.length).split(",");
}

Deno.test("serverPermissions() gives a server its own folders, this machine, and named tools", () => {
  assertEquals(granted("write"), ["/home/dev/.mpm"]);
  assertEquals(granted("read"), ["/home/dev/.mpm", "/opt/mpm", "/home/dev/.claude"]);
  assertEquals(granted("net"), ["127.0.0.1", "[::1]", "localhost"]);
  assertEquals(granted("run"), ["/bin/cat", "/bin/ps"]);
  const all = serverPermissions(NEEDS);
  assertEquals(all.filter((option) => /^(-A|-P|--allow-all|--allow-\w+)$/.test(option)), []);
});

Deno.test("serverPermissions() adds where the store is, by both of its names", () => {
  const options = { host: "127.0.0.1", store: "/home/dev/link/a b/s.db" };
  assertEquals(granted("write", { options }), [
    "/home/dev/.mpm",
    "/home/dev/link/a b",
    "/data/a b",
  ]);
});

Deno.test("serverPermissions() adds the address, other servers' hosts, and whom it notifies", () => {
  const loopback = ["127.0.0.1", "[::1]", "localhost"];
  const net = (options: ServerNeeds["options"]) => granted("net", { options })?.slice(3);
  assertEquals(net({ host: "192.168.1.5" }), ["192.168.1.5"]);
  assertEquals(net({ host: "::" }), ["[::]:8765", "[::]:8766"]);
  const notify = "https://example.com/hook?a=1";
  assertEquals(net({ host: "127.0.0.1", notify }), ["example.com:443"]);
  assertEquals(net({ host: "127.0.0.1", notify: "http://[::1]:90/" }), ["[::1]:90"]);
  assertEquals(granted("net", { otherHosts: ["::1", "10.0.0.7"] }), [...loopback, "10.0.0.7"]);
});

Deno.test("serverPermissions() gives all paths where one has a comma, which Deno cannot name", () => {
  const options = serverPermissions({ ...NEEDS, home: "/home/a,b", tools: ["/a,b/ps"] });
  assertEquals(options.filter((option) => /read|write|run/.test(option)), [
    "--allow-read",
    "--allow-write",
  ]);
});

Deno.test("serverPermissions() gives no tools where there are none", () => {
  assertEquals(granted("run", { tools: [] }), undefined);
});

Deno.test("toolsOf() names what shows notices only where they are asked for", () => {
  assertEquals(toolsOf("linux", undefined), ["cat", "head", "ls", "ps"]);
  assertEquals(toolsOf("linux", "desktop"), ["cat", "head", "ls", "ps", "notify-send"]);
  assertEquals(toolsOf("darwin", "desktop").at(-1), "osascript");
  assertEquals(toolsOf("linux", "https://example.com/").includes("notify-send"), false);
});
