/** What decisions need to know of a request, read from it as `node:http` hands it over. */
import type { IncomingMessage } from "node:http";
import type { RequestFacts } from "./guard.ts";

/** A request's headers as they came: names and values in turn. */
export type RawHeaders = Pick<IncomingMessage, "rawHeaders">;

/**
 * A header's value. What is sent twice is joined, as `fetch` does it: of two `Host` headers
 * neither can be believed. Reads the raw list, since the object would be built for each request.
 *
 * @param name in lower case
 */
export function headerOf({ rawHeaders }: RawHeaders, name: string): string | undefined {
  let value: string | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const given = rawHeaders[index] ?? "";
    if (given.length !== name.length || given.toLowerCase() !== name) continue;
    const next = rawHeaders[index + 1] ?? "";
    value = value === undefined ? next : `${value}${name === "cookie" ? "; " : ", "}${next}`;
  }
  return value;
}

/** The facts that `assessRequest` asks for. */
export function factsOf(request: IncomingMessage, path: string): RequestFacts {
  return {
    method: request.method ?? "GET",
    path,
    host: headerOf(request, "host"),
    origin: headerOf(request, "origin"),
    contentType: headerOf(request, "content-type"),
    secFetchSite: headerOf(request, "sec-fetch-site"),
    secFetchMode: headerOf(request, "sec-fetch-mode"),
  };
}
