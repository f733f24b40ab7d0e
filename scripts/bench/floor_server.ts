/** The HTTP floor: the same stack with a handler that reads the body and answers 204. */
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { bindPort } from "../../lib/server/bind.ts";

const app = new Hono();
app.post("*", async (context) => {
  await context.req.text();
  return context.body(null, 204);
});

const [port = "0"] = Deno.args;
const bound = await bindPort(Number(port), ["127.0.0.1"]);
bound.serve(getRequestListener(app.fetch));
