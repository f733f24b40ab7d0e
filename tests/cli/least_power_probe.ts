import { freeSpace } from "../../lib/store/sqlite/redaction/room_for_copy.ts";

/** Tries what a server has no business to do, and prints what it could, one name a line. */
const tries: Readonly<Record<string, () => unknown>> = {
  "read a file of its user": () => Deno.readTextFileSync("/etc/passwd"),
  "read another process": () => Deno.readTextFileSync("/proc/1/environ"),
  "write elsewhere": () => Deno.writeTextFileSync("/tmp/least-power-probe", ""),
  "write into its own program": () =>
    Deno.openSync(new URL("../../deno.json", import.meta.url), { append: true }).close(),
  "reach another machine": () => Deno.connect({ hostname: "192.0.2.1", port: 80 }),
  "listen for other machines": () => Deno.listen({ hostname: "0.0.0.0", port: 0 }).close(),
  "run a shell": () => new Deno.Command("sh", { args: ["-c", "true"] }).outputSync(),
  "run itself": () => new Deno.Command(Deno.execPath(), { args: ["--version"] }).outputSync(),
  "signal a process": () => Deno.kill(Deno.ppid, "SIGCONT"),
  "see a variable": () => {
    if (Deno.env.get("LEAST_POWER_SECRET") === undefined) throw new Error("not seen");
  },
  "load a library": () => Deno.dlopen("libc.so.6", {}),
  "see the network": () => Deno.networkInterfaces(),
};

for (const [name, act] of Object.entries(tries)) {
  try {
    await act();
    await Deno.stdout.write(new TextEncoder().encode(`${name}\n`));
  } catch {
    // As it should be.
  }
}

// What it needs without saying so where it fails: the room for a copy of its store.
const [store = ""] = Deno.args;
if (freeSpace(store) === null) {
  await Deno.stdout.write(new TextEncoder().encode("cannot see how much room is left\n"));
}
