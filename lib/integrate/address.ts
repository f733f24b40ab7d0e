/** Where what is put into settings sends to, and how that is read again. */
import { formatHost, isLoopback } from "../address.ts";
import { DEFAULT_HOST, isAnyAddress, localAddresses } from "../instance/home/host.ts";

/** A server's address, as this machine reaches it. */
export interface Address {
  /** As in a URL: `127.0.0.1`, `[::1]`. */
  readonly host: string;
  readonly port: number;
}

/**
 * The host that is written where a server listens on `host`; it need not run.
 *
 * @param isHere whether this machine has an address: some have no IPv4 on their loopback
 */
export function hostFor(host: string = DEFAULT_HOST, isHere = hasAddress): string {
  const places = isAnyAddress(host) ? ["127.0.0.1", "::1"] : localAddresses(host);
  return formatHost(places.find(isHere) ?? places[0] ?? host);
}

function hasAddress(address: string): boolean {
  try {
    Deno.listen({ hostname: address, port: 0 }).close();
    return true;
  } catch {
    return false;
  }
}

/** Whether somebody who listens on `host` can be reached at a loopback address. */
export function isReachedHere(host: string): boolean {
  return isAnyAddress(host) || isLoopback(host);
}

/** `http://127.0.0.1:8765` and a path. */
export function addressUrl({ host, port }: Address, path: string): string {
  return `http://${host}:${port}${path}`;
}

const URL_TEXT = /^http:\/\/(127(?:\.\d{1,3}){3}|\[::1\]):(\d{1,5})(\/.*)$/;

/** The address in what {@linkcode addressUrl} wrote for a path; `null` for anything else. */
export function addressIn(url: unknown, path: string): Address | null {
  const [, host, port, rest] = typeof url === "string" ? URL_TEXT.exec(url) ?? [] : [];
  return host === undefined || rest !== path ? null : { host, port: Number(port) };
}

/** Whether two addresses are the same one. */
export function isSameAddress(left: Address | null, right: Address | null): boolean {
  return left?.host === right?.host && left?.port === right?.port;
}
