import type { Context } from "hono";

/** A body of a charset other than UTF-8 is decoded by it; wrong bytes become U+FFFD. */
export async function readText(context: Context): Promise<string> {
  const charset = /charset="?([\w-]+)/i.exec(context.req.header("content-type") ?? "")?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return await context.req.text();
  const bytes = await context.req.arrayBuffer();
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** Whether a body is a stream of lines, by its content type. */
export function isNdjson(context: Context): boolean {
  return /^application\/(?:x-)?ndjson/i.test(context.req.header("content-type") ?? "");
}
