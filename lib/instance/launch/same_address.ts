import { DEFAULT_HOST, isAnyAddress } from "../home/host.ts";

/**
 * Whether a listener is in the way of a server that is to listen on `host`, on the same port.
 *
 * @param address of the listener
 */
export function holdsSameAddress(address: string, host: string): boolean {
  if (isAnyAddress(address)) return true;
  if (host === DEFAULT_HOST) return address === "127.0.0.1" || address === "::1";
  if (host === "0.0.0.0") return !address.includes(":");
  return host === "::" || address === host;
}
