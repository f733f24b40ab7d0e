import { fromFileUrl } from "@std/path/from-file-url";

/** `--mcp-config` for a server named `elicit`, whose tool `ask` asks the person for a name. */
export function elicitConfig(): string {
  const server = fromFileUrl(new URL("./elicit_server.ts", import.meta.url));
  const args = ["run", "-q", "--no-config", server];
  return JSON.stringify({ mcpServers: { elicit: { command: Deno.execPath(), args } } });
}
