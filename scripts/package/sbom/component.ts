/** A package whose code is in the binary or in the page that it serves. */
export interface Component {
  /** With its scope: `@hono/node-server`. */
  readonly name: string;
  readonly version: string;
  readonly registry: "npm" | "jsr";
  /** SPDX expression, as the package says it. */
  readonly license: string | null;
  /** SHA-512 of the tarball, in hex. */
  readonly sha512: string | null;
  /** Package URLs of what it needs. */
  readonly needs: readonly string[];
}

/** The package URL by which others know a package. */
export function packageUrl(
  { registry, name, version }: Pick<Component, "registry" | "name" | "version">,
): string {
  return `pkg:${registry}/${name.replace("@", "%40")}@${version}`;
}
