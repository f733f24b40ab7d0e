/** Asks servers for their health all the while, in a process of its own. */
export interface Prober extends AsyncDisposable {
  /** What each server took at most to answer since this was asked last, in ms. */
  longest(): Promise<readonly number[]>;
}

/** Starts a {@linkcode Prober}; it ends with its scope. */
export function startProber(urls: readonly string[]): Prober {
  const script = new URL("./prober.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-check", script, ...urls],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const writer = child.stdin.getWriter();
  return {
    async longest() {
      await writer.write(new Uint8Array([10]));
      const { value } = await reader.read();
      return JSON.parse(new TextDecoder().decode(value));
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      await child.status;
      await reader.cancel();
    },
  };
}
