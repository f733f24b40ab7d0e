/**
 * The HTTP floor: a handler that reads the body and answers 204. `bare` is `node:http` alone; else
 * Hono stands before it, as before all routes of the server.
 */
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { bindPort } from "../../lib/server/bind.ts";

const [port = "0", kind] = Deno.args;
if (kind === "bare") {
  createServer((request, response) => {
    request.on("data", () => {});
    request.on("end", () => response.writeHead(204).end());
  }).listen(Number(port), "127.0.0.1");
} else {
  const app = new Hono();
  app.post("*", async (context) => {
    await context.req.text();
    return context.body(null, 204);
  });
  const bound = await bindPort(Number(port), ["127.0.0.1"]);
  bound.serve(getRequestListener(app.fetch));
}
