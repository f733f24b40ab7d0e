/** A setting that somebody has given, in the one form in which it is kept. */
export interface GivenSetting {
  readonly value: string;
  readonly source: "variable" | "file";
}

/** Settings that were given once for all starts, by key. A variable beats the file. */
export type GivenSettings = ReadonlyMap<string, GivenSetting>;
