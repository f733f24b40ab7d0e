import { EXIT } from "../../user_error.ts";
import type { Command } from "../core/command.ts";

/** The background server itself, as `start` launches it. */
export const serve: Command = {
  name: "__serve",
  summary: "Run the server that 'start' launches",
  options: [],
  examples: [],
  hidden: true,
  async run() {
    const { runServerProcess } = await import("../../daemon/server_process.ts");
    return await runServerProcess() ? EXIT.ok : EXIT.failed;
  },
};
