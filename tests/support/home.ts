/** A private temporary folder that disappears at the end of its scope. */
export interface TempHome extends AsyncDisposable {
  readonly path: string;
}

/** Makes a private temporary folder; `await using home = await makeTempHome()` removes it again. */
export async function makeTempHome(): Promise<TempHome> {
  const path = await Deno.makeTempDir({ prefix: "mpm-monitor-test-" });
  return {
    path,
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true }).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    },
  };
}
