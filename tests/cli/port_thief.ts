import { isPortFree } from "../support/ports.ts";
import { until } from "../support/until.ts";

/** Somebody else who takes ports. */
export class PortThief implements AsyncDisposable {
  #listeners: Deno.TcpListener[] = [];

  /** The ports that it holds. */
  get ports(): number[] {
    return this.#listeners.map(({ addr }) => addr.port);
  }

  /** Takes a port, when nobody has it. */
  async steal(port: number): Promise<void> {
    if (await isPortFree(port)) this.#listeners.push(Deno.listen({ hostname: "127.0.0.1", port }));
  }

  /** Lets go of all of them. */
  async giveBack(): Promise<void> {
    const { ports } = this;
    for (const listener of this.#listeners.splice(0)) listener.close();
    // Somebody else may listen on the same port of ::1.
    for (const port of ports) await until(`${port} to be closed`, async () => !await answers(port));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.giveBack();
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}
