/** One thing that `doctor` looked at. */
export interface Finding {
  /** Short and stable, for scripts. */
  readonly check: string;
  readonly state: "ok" | "warning" | "error";
  /** What was found, as one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}
