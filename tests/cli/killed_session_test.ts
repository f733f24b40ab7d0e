import { assertEquals } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

Deno.test({
  name: "a session that is killed while no server runs has ended when the next one has begun",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await makeSandbox();
    const { first } = sandbox.range;
    await sandbox.run(["start"]);
    const url = `http://127.0.0.1:${first}`;
    const agents = ["killed", "alive"].map((session) => ({
      session,
      process: new Deno.Command("sleep", { args: ["600"] }).spawn(),
    }));
    const [killed, alive] = agents.map(({ process }) => process);
    try {
      for (const { session, process } of agents) {
        for (const hook_event_name of ["SessionStart", "UserPromptSubmit"]) {
          const body = JSON.stringify({
            hook_event_name,
            session_id: session,
            cwd: sandbox.folder,
            claude_pid: process.pid,
          });
          const answer = await fetch(`${url}/hooks/claude`, { method: "POST", body });
          await answer.body?.cancel();
        }
      }
      const seen = `${sandbox.home}/stores/${first}.db.processes`;
      await until("both to be seen", async () => {
        const { killed, alive } = JSON.parse(await Deno.readTextFile(seen));
        return killed !== undefined && alive !== undefined;
      });
      assertEquals((await sandbox.run(["stop"])).code, 0);
      killed?.kill("SIGKILL");
      await killed?.status;
      assertEquals((await sandbox.run(["start"])).code, 0);
      const states = async () => {
        const { sessions } = await (await fetch(`${url}/api/sessions`)).json();
        return sessions.map(({ id, state }: { id: string; state: string }) => `${id} ${state}`);
      };
      await until("its end", async () => (await states()).includes("killed done"));
      assertEquals((await states()).toSorted(), ["alive working", "killed done"]);
    } finally {
      alive?.kill("SIGKILL");
      await alive?.status;
    }
  },
});
