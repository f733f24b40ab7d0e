import type { MiddlewareHandler } from "hono";
import { gzipSync } from "node:zlib";

/** Smaller answers cost more to compress than they save; in bytes. */
const THRESHOLD = 2048;
/** Fast: what is saved beyond it is worth less than the time, in which nobody else is served. */
const LEVEL = 1;
const TEXT = /^(application\/json|text\/(html|css|javascript|plain)|image\/svg\+xml)\b/;

/** Compresses answers that are text and not small, for those who take gzip; never streams. */
export const compressAnswers: MiddlewareHandler = async (context, next) => {
  await next();
  if (context.res.status === 204) return;
  const { headers, body, status } = context.res;
  if (body === null || headers.has("content-encoding") || context.req.method === "HEAD") return;
  if (!TEXT.test(headers.get("content-type") ?? "")) return;
  const bytes = new Uint8Array(await context.res.arrayBuffer());
  let sent = bytes;
  if (bytes.length >= THRESHOLD) {
    headers.append("vary", "Accept-Encoding");
    if (takesGzip(context.req.header("accept-encoding"))) {
      sent = new Uint8Array(gzipSync(bytes, { level: LEVEL }));
      headers.set("content-encoding", "gzip");
      headers.delete("content-length");
      // What is sent is the same to its readers, but other bytes.
      const tag = headers.get("etag");
      if (tag !== null && !tag.startsWith("W/")) headers.set("etag", `W/${tag}`);
    }
  }
  context.res = undefined;
  context.res = new Response(sent, { status, headers });
};

/** Whether `Accept-Encoding` names gzip, or anything, and does not refuse it. */
function takesGzip(header = ""): boolean {
  const named = header.toLowerCase().split(",").map((part) => part.trim().split(/\s*;\s*q=/));
  const wanted = named.find(([name]) => name === "gzip") ?? named.find(([name]) => name === "*");
  return wanted !== undefined && Number(wanted[1] ?? 1) > 0;
}
