/** How {@linkcode openInBrowser} reaches the system. */
export interface BrowserOptions {
  readonly os?: typeof Deno.build.os;
  readonly env?: (name: string) => string | undefined;
}

/**
 * Opens an address in the default browser.
 *
 * @returns whether there is one to open it in
 */
export async function openInBrowser(
  url: string,
  { os = Deno.build.os, env = (name) => Deno.env.get(name) }: BrowserOptions = {},
): Promise<boolean> {
  const command = browserCommand(url, os, env);
  if (command === null) return false;
  const [program, ...args] = command;
  try {
    const { success } = await new Deno.Command(program, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The command that opens an address; `null` where nobody could see a browser. */
function browserCommand(
  url: string,
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): [string, ...string[]] | null {
  if (os === "darwin") return ["open", url];
  if (os === "windows") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return env("DISPLAY") || env("WAYLAND_DISPLAY") ? ["xdg-open", url] : null;
}
