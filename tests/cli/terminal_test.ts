import { assertEquals } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { REPOSITORY } from "../support/shared.ts";
import { until } from "../support/until.ts";
import { serversOf } from "./status_json.ts";

testWithPackages(
  ["tmux"],
  "start survives the end of the terminal that it was typed in",
  async () => {
    await using sandbox = await makeSandbox();
    const tmux = async (...args: string[]) => {
      const { success, stderr } = await new Deno.Command("tmux", {
        args: ["-S", `${sandbox.folder}/tmux`, "-f", "/dev/null", ...args],
        env: sandbox.env,
        clearEnv: true,
        stdin: "null",
      }).output();
      if (!success) throw new Error(new TextDecoder().decode(stderr));
    };
    const program = [
      Deno.execPath(),
      "run",
      "-q",
      `--config=${REPOSITORY}/deno.json`,
      "-P=monitor",
      `${REPOSITORY}/main.ts`,
    ].map((word) => `'${word}'`).join(" ");
    await tmux("new-session", "-d", `${program} start; sleep 600`);
    const [server] = await until("the server", async () => {
      const servers = await serversOf(sandbox);
      return servers[0]?.state === "healthy" ? servers : null;
    });
    await tmux("kill-server");
    const after = await serversOf(sandbox);
    assertEquals(after.map(({ pid, state }) => [pid, state]), [[server?.pid, "healthy"]]);
  },
);
