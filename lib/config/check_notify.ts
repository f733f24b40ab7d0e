import { readTargets } from "../notify/mod.ts";
import { UserError } from "../user_error.ts";

/**
 * Checks where notifications go: `desktop`, an address, or both.
 *
 * @param name what the value belongs to, for the message
 * @throws {UserError} when it is neither
 */
export function checkNotify(text: string, name: string): string {
  const { url } = readTargets(text);
  if (url === null) return text;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return text;
  throw new UserError(`Invalid address "${url}" for ${name}`, {
    code: "usage",
    hint:
      "Write it as https://example.com/path, as desktop, or as desktop,https://example.com/path",
  });
}
