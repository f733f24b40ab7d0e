import type { Platform } from "../../lib/release/platforms.ts";

/** What a release is made from. */
export interface ReleaseInput {
  /** Such as `0.1.0`. */
  readonly version: string;
  /** The time that every file in every package carries. */
  readonly date: Date;
  readonly binaries: readonly Binary[];
  readonly texts: ReleaseTexts;
  /** Packs fast instead of small: for tests. */
  readonly quick: boolean;
}

/** A finished binary. */
export interface Binary {
  readonly platform: Platform;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Texts that go into packages as they are. */
export interface ReleaseTexts {
  readonly license: string;
  readonly readme: string;
  readonly changelog: string;
  /** The manual page; `null` leaves it out. */
  readonly man: string | null;
}

/** A file of the release, or of a package within it. */
export interface PackedFile {
  /** From the release's or package's folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether it is run; not, unless said. */
  readonly executable?: boolean;
}

/** A file with text. */
export function textFile(path: string, text: string): PackedFile {
  return { path, bytes: new TextEncoder().encode(text) };
}
