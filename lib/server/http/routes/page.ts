import { Hono } from "hono";
import { serveStatic } from "hono/deno";
import { etag } from "hono/etag";

/** The dashboard's page and its files, from the folder `static` on disk or in the binary. */
export function page(staticFolder: string): Hono {
  const files = new Hono();
  files.use(etag());
  files.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-cache");
  });
  files.get("/", serveStatic({ root: staticFolder, path: "index.html" }));
  files.get("/favicon.ico", serveStatic({ root: staticFolder, path: "icon.svg" }));
  files.get(
    "/static/*",
    serveStatic({
      root: staticFolder,
      // The bundle lies there in these forms as well, made when it was built.
      precompressed: true,
      rewriteRequestPath: (path) => path.replace(/^\/static\//, "/"),
    }),
  );
  return files;
}
