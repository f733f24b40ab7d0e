import { createHash } from "node:crypto";
import type { PackedFile } from "./release_input.ts";

/** The lines of `SHA256SUMS`, as `sha256sum --check` takes them, by name. */
export function makeSums(files: readonly PackedFile[]): string {
  return [...files].sort((a, b) => a.path < b.path ? -1 : 1)
    .map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join("");
}

/** The SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
