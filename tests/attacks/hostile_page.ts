import { once } from "node:events";
import { createServer } from "node:http";

/** A server on another port of this machine whose only page does what it is told to. */
interface HostileSite extends AsyncDisposable {
  readonly port: number;
}

/** Serves an empty page, with no policy that would keep it from anything. */
export async function startHostileSite(port: number): Promise<HostileSite> {
  const page = "<!doctype html><title>hostile</title><body></body>";
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(page);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What a page tries, and what it saw of an answer: `null` when it saw nothing. */
export type Attempts = readonly (readonly [name: string, seen: string | null])[];

/**
 * All that a page can do to another origin, one after the other. It runs in the browser, so that it
 * knows nothing of this file.
 */
export async function attackFromPage(target: string): Promise<Attempts> {
  const attempts: [string, string | null][] = [];
  const event = JSON.stringify({ type: "hostile", summary: "from a page" });
  const patience = 3_000;
  const late = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
  const attempt = async (name: string, act: () => Promise<string | null>) => {
    attempts.push([name, await Promise.race([act(), late()]).catch(() => null)]);
  };
  const read = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(target + path, init);
    // What is opaque to the page tells it nothing.
    return answer.type === "opaque" ? null : `${answer.status} ${await answer.text()}`;
  };
  const element = (name: string, attributes: Record<string, string>) =>
    new Promise<string | null>((resolve) => {
      const made = Object.assign(document.createElement(name), attributes);
      made.addEventListener("load", () => resolve("loaded"));
      made.addEventListener("error", () => resolve(null));
      document.body.append(made);
    });

  const routes = ["/health", "/api/events", "/api/sessions", "/metrics", "/api/metrics"];
  for (const path of [...routes, "/socket.io/?EIO=4&transport=polling", "/api/events/stream"]) {
    await attempt(`read ${path}`, () => read(path));
    await attempt(`no-cors ${path}`, () => read(path, { mode: "no-cors" }));
  }
  const ways = ["/api/events", "/hooks/claude", "/hooks/statusline", "/v1/logs", "/v1/metrics"];
  const types = ["text/plain", "application/json", "application/x-www-form-urlencoded"];
  for (const path of [...ways, "/api/control/stop", "/api/control/login", "/api/logout"]) {
    for (const type of types) {
      const init = { method: "POST", body: event, headers: { "content-type": type } };
      await attempt(`post ${type} ${path}`, () => read(path, init));
      await attempt(`blind ${type} ${path}`, () => read(path, { ...init, mode: "no-cors" }));
    }
    const form = new FormData();
    form.set("type", "hostile");
    const blind: RequestInit = { method: "POST", mode: "no-cors", keepalive: true };
    await attempt(`form data ${path}`, () => read(path, { ...blind, body: form }));
    await attempt(`beacon ${path}`, () => {
      navigator.sendBeacon(target + path, new Blob([event], { type: "text/plain" }));
      return Promise.resolve(null);
    });
    await attempt(`form ${path}`, async () => {
      const frame = document.createElement("iframe");
      frame.name = crypto.randomUUID();
      const posting = Object.assign(document.createElement("form"), {
        action: target + path,
        method: "post",
        enctype: "text/plain",
        target: frame.name,
      });
      const input = document.createElement("input");
      [input.name, input.value] = [event.slice(0, -1) + ',"x":"', '"}'];
      posting.append(input);
      document.body.append(frame, posting);
      const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
      posting.submit();
      // A server that refuses may close without an answer: then nothing is ever loaded.
      await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 500))]);
      return null;
    });
  }
  for (const path of ["/socket.io/?EIO=4&transport=websocket", "/"]) {
    await attempt(`web socket ${path}`, () =>
      new Promise((resolve) => {
        const socket = new WebSocket(target.replace("http", "ws") + path);
        socket.onmessage = ({ data }) => resolve(`${data}`);
        socket.onopen = () => resolve("open");
        socket.onerror = socket.onclose = () => resolve(null);
      }));
  }
  await attempt("event source", () =>
    new Promise((resolve) => {
      const source = new EventSource(`${target}/api/events/stream`);
      source.onmessage = ({ data }) => resolve(`${data}`);
      source.onopen = () => resolve("open");
      source.onerror = () => {
        source.close();
        resolve(null);
      };
    }));
  await attempt("image", () => element("img", { src: `${target}/static/icon.svg` }));
  await attempt("script", () => element("script", { src: `${target}/static/dist/app.js` }));
  await attempt("data as script", () => element("script", { src: `${target}/api/events` }));
  await attempt(
    "style",
    () => element("link", { rel: "stylesheet", href: `${target}/static/dist/app.css` }),
  );
  await attempt("frame", async () => {
    const frame = document.createElement("iframe");
    frame.src = target;
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.body.append(frame);
    await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    try {
      // Of another origin nothing may be told.
      return frame.contentDocument?.body.textContent || null;
    } catch {
      return null;
    }
  });
  return attempts;
}
