import { isPortFree, untilFree } from "../support/ports.ts";

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
    await untilFree(...ports);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.giveBack();
  }
}
