import { UserError } from "../../user_error.ts";

const ESCAPES = new Map(Object.entries({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
}));

/**
 * A text as it stands in XML.
 *
 * @throws {UserError} for signs that XML cannot hold
 */
export function xmlText(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) {
    throw new UserError("Cannot describe the service", {
      code: "failed",
      reason: "A path has a sign that XML cannot hold",
      hint: "Set MPM_MONITOR_HOME to a folder with a plain name",
    });
  }
  return text.replaceAll(/[&<>\r\n\t]/g, (sign) => ESCAPES.get(sign) ?? sign);
}
