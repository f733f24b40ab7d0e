/**
 * Grows with each change after which more is taken for a secret than before: stores remember by
 * which rules all that they hold was redacted, and `doctor` says when that is to be done again.
 */
export const REDACTION_RULES = 5;
