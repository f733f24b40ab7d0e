import { UserError } from "../user_error.ts";

/**
 * Checks an address that notifications go to.
 *
 * @param name what the value belongs to, for the message
 * @throws {UserError} when it is no http address
 */
export function checkUrl(text: string, name: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UserError(`Invalid address "${text}" for ${name}`, {
    code: "usage",
    hint: "Write it as https://example.com/path",
  });
}
