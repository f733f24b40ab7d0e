/**
 * Who may talk to us at all: the checks of `Host`, `Origin`, `Sec-Fetch-Site` and content type
 * that keep hostile web pages out, as one pure decision for HTTP requests and socket handshakes.
 */
import { hostName, isLoopbackName } from "../../address.ts";
import type { Refusal } from "../refusal.ts";

/** What the decision needs to know of a request. Header values are as received. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly contentType: string | undefined;
  readonly secFetchSite: string | undefined;
  readonly secFetchMode: string | undefined;
}

/** What counts as us. */
export interface GuardPolicy {
  /** Our own ports: an `Origin` must name one of them. */
  readonly ports: readonly number[];
  /** Host names beside the loopback ones by which we may be called. */
  readonly hosts: readonly string[];
  /** Whether any IP address is a name of ours, as when all of them are listened on. */
  readonly anyAddress: boolean;
  /** Origins beside our own, exact, such as `https://monitor.example`. */
  readonly origins: readonly string[];
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);
const JSON_TYPE = /^application\/(?:json|x-ndjson|ndjson|[\w.+-]+\+json)\s*(?:;|$)/i;

/** Decides whether a request is refused; `null` lets it pass. */
export function assessRequest(facts: RequestFacts, policy: GuardPolicy): Refusal | null {
  if (facts.host === undefined) {
    return no(400, "no_host", "The request has no Host header");
  }
  if (!isOwnHost(hostName(facts.host), policy)) {
    const name = hostName(facts.host);
    return no(
      403,
      "foreign_host",
      `The host "${facts.host}" is not one that this server answers to`,
      `If it is yours, start the server with --allow-host ${HOST_NAME.test(name) ? name : "NAME"}`,
    );
  }
  if (facts.origin !== undefined && !isOwnOrigin(facts.origin, policy)) {
    return no(
      403,
      "foreign_origin",
      `Pages of "${facts.origin}" may not use this server`,
      "If you trust them, start the server with --allow-origin and their origin",
    );
  }
  if (!isOfOwnPage(facts, policy) && !isPageNavigation(facts)) {
    return no(403, "cross_site", "Requests from pages of other sites and ports are refused");
  }
  if (facts.origin !== undefined && !READING.has(facts.method) && !isJson(facts.contentType)) {
    return no(
      415,
      "content_type",
      "A request from a page must have the content type application/json",
    );
  }
  return null;
}

function no(
  status: Refusal["status"],
  code: "no_host" | "foreign_host" | "foreign_origin" | "cross_site" | "content_type",
  message: string,
  hint?: string,
): Refusal {
  return { status, error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

/** A name that may be typed into a command as it is. */
const HOST_NAME = /^[a-z0-9](?:[a-z0-9.-]{0,252})$/;

/** An address cannot be made to point elsewhere, as a name can by its owner. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;

function isOwnHost(name: string, policy: GuardPolicy): boolean {
  return isLoopbackName(name) || policy.hosts.includes(name) ||
    (policy.anyAddress && ADDRESS.test(name));
}

function isOwnOrigin(origin: string, policy: GuardPolicy): boolean {
  if (policy.origins.includes(origin)) return true;
  const [, name, port] = /^http:\/\/([^/]+):(\d+)$/.exec(origin) ?? [];
  return name !== undefined && isOwnHost(name, policy) && policy.ports.includes(Number(port));
}

/** Whether the browser says that our own page asks, or no page at all; other programs say nothing. */
function isOfOwnPage({ secFetchSite: site, origin }: RequestFacts, policy: GuardPolicy): boolean {
  if (site === undefined || /^(?:same-origin|none)$/i.test(site)) return true;
  if (origin === undefined) return false;
  // Its origin was found to be one of ours: the page on one of our ports asks the other one.
  return site.toLowerCase() === "same-site" || policy.origins.includes(origin);
}

function isPageNavigation(facts: RequestFacts): boolean {
  return facts.method === "GET" && facts.secFetchMode === "navigate" &&
    (facts.path === "/" || facts.path === "/login");
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && JSON_TYPE.test(contentType);
}
