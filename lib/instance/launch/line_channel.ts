/** What a {@linkcode LineChannel} needs of a connection. */
export interface ByteStreams {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>>;
  close(): void;
}

/** JSON documents over a connection, one a line. */
export class LineChannel<Out> {
  readonly #streams: ByteStreams;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  #pending = "";

  constructor(streams: ByteStreams) {
    this.#streams = streams;
    this.#reader = streams.readable.pipeThrough(new TextDecoderStream()).getReader();
    this.#writer = streams.writable.getWriter();
  }

  async send(message: Out): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(JSON.stringify(message) + "\n"));
  }

  /**
   * Waits for the next document.
   *
   * @returns `undefined` when the other side has closed the connection
   * @throws {SyntaxError} when a line is no JSON
   */
  async receive(): Promise<unknown> {
    for (;;) {
      const end = this.#pending.indexOf("\n");
      if (end >= 0) {
        const line = this.#pending.slice(0, end);
        this.#pending = this.#pending.slice(end + 1);
        return JSON.parse(line);
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#pending += value;
    }
  }

  close(): void {
    try {
      this.#streams.close();
    } catch {
      // The other side was faster.
    }
  }
}
