import { readTargets } from "../notify/targets.ts";

/** Who is notified, in a form that may be shown: an address may hold a secret in its path. */
export function reportTargets(notify: string): string {
  const { desktop, url } = readTargets(notify);
  return [...desktop ? ["desktop"] : [], ...url === null ? [] : [originOf(url)]].join(",");
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
