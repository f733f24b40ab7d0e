/** Reads a stream until a text has come; fails when it ends without. What follows is thrown away. */
export async function readUntil(stream: ReadableStream<Uint8Array>, text: string): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let seen = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`"${text}" never came: ${seen}`);
    seen += decoder.decode(value, { stream: true });
    if (!seen.includes(text)) continue;
    void drain(reader);
    return seen;
  }
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read().catch(() => ({ done: true }))).done);
}
