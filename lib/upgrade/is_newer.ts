import { greaterThan } from "@std/semver/greater-than";
import { parse } from "@std/semver/parse";

/** Whether a version comes after another one; one that is no version comes after none. */
export function isNewer(version: string, than: string): boolean {
  try {
    return greaterThan(parse(version), parse(than));
  } catch {
    return false;
  }
}
