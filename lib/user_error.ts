/** Exit codes of every command. Scripts match on them: keep the list short and stable. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notRunning: 3,
  portInUse: 4,
  permissionDenied: 5,
  timedOut: 6,
} as const;

/** One of the values of {@linkcode EXIT}. */
export type ExitCode = typeof EXIT[keyof typeof EXIT];

/** Stable names of failures, as they appear in `--json` errors. */
export type ErrorCode = Exclude<keyof typeof EXIT, "ok">;

/** What a {@linkcode UserError} carries beside its message. */
export interface UserErrorInit {
  /** Decides the exit code and names the failure in JSON. */
  code: ErrorCode;
  /** Why it failed, where the message alone does not say; printed after `Reason:`. */
  reason?: string | undefined;
  /** What to type or change next; printed after `Suggestion:`. */
  hint?: string | undefined;
  /** Lines printed as they are after the rest, such as the tail of a log. */
  details?: readonly string[] | undefined;
  cause?: unknown;
}

/**
 * A failure that is shown to a person: what failed, why, and what to do next.
 * Anything else that reaches the command line is a bug and is reported as one.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly hint: string | undefined;
  readonly details: readonly string[];

  constructor(message: string, init: UserErrorInit) {
    super(message, { cause: init.cause });
    this.code = init.code;
    this.reason = init.reason;
    this.hint = init.hint;
    this.details = init.details ?? [];
  }

  /** The exit code that this failure ends the program with. */
  get exitCode(): ExitCode {
    return EXIT[this.code];
  }
}
