/**
 * An address as it stands before a port or in a URL: IPv6 goes into brackets.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatHost("127.0.0.1"), "127.0.0.1");
 * assertEquals(formatHost("::1"), "[::1]");
 * ```
 */
export function formatHost(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

const LOOPBACK = /^(?:(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/i;

/** Whether an address, or a host to listen on, can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** The name in a `Host` header, without its port, in lower case. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, "");
}

/** Whether a name in lower case, as it stands in `Host`, is one that always means this machine. */
export function isLoopbackName(name: string): boolean {
  return name === "localhost" || name === "127.0.0.1" || name === "[::1]";
}
