import { UserError } from "../../../user_error.ts";

/** Turns a failure to open a store into one that tells a person what to do. */
export function openFailure(path: string, error: unknown): UserError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const failed = `Cannot open the event store ${path}`;
  if (name === "StoreLockedError") {
    return new UserError(failed, {
      code: "failed",
      reason: "Another process is writing to it",
      hint: "Type 'mpm-monitor status' to see which server uses it, or choose another with --store",
      cause: error,
    });
  }
  if (name === "ForeignFileError") {
    return new UserError(failed, {
      code: "permissionDenied",
      reason: message,
      hint: "Look at who put it there, or choose another store with --store",
      cause: error,
    });
  }
  if (name === "UnknownNameError") {
    return new UserError(failed, {
      code: "failed",
      reason: message,
      hint: "Another server may write to it there: use a copy, or remove the other names",
      cause: error,
    });
  }
  if (name === "NewerSchemaError") {
    return new UserError(failed, {
      code: "failed",
      reason: "It was written by a newer release of mpm-monitor",
      hint: "Use that release, or choose another store with --store",
      cause: error,
    });
  }
  if (name === "ForeignDatabaseError") {
    return new UserError(failed, {
      code: "failed",
      reason: "It is a database of another program",
      hint: "Choose another store with --store",
      cause: error,
    });
  }
  if (/PermissionDenied|NotCapable/.test(name) || /readonly|unable to open/.test(message)) {
    return new UserError(failed, {
      code: "permissionDenied",
      reason: message,
      hint: "Make the folder writable for you, or choose another store with --store",
      cause: error,
    });
  }
  if (/os error 24\b|too many open files/i.test(message)) {
    return new UserError(failed, {
      code: "failed",
      reason: "This process may open no more files",
      hint: "Type 'ulimit -n 1024' in this shell, or raise the limit of whoever starts it",
      cause: error,
    });
  }
  const full = /disk is full|No space left/i.test(message);
  return new UserError(failed, {
    code: "failed",
    reason: full ? "The disk is full" : message,
    hint: `${full ? "Free some space" : "Check that path"}, or choose another store with --store`,
    cause: error,
  });
}
