import { EXIT, UserError } from "../../user_error.ts";
import type { ServeFailure } from "./launch_order.ts";

/** Packs a failure so that another process can raise it again. */
export function packFailure(error: unknown): ServeFailure {
  if (error instanceof UserError) {
    const { message, code, reason, hint, details } = error;
    return { message, code, reason, hint, details };
  }
  return {
    message: "Failed to start monitoring server",
    code: "failed",
    reason: error instanceof Error ? error.message : String(error),
  };
}

/** Raises again what {@linkcode packFailure} packed. */
export function unpackFailure({ message, ...init }: ServeFailure): UserError {
  return new UserError(message, init);
}

/** Whether a value from another process is a packed failure. */
export function isFailure(value: unknown): value is ServeFailure {
  if (typeof value !== "object" || value === null) return false;
  const { message, code } = value as Record<string, unknown>;
  return typeof message === "string" && typeof code === "string" && code !== "ok" &&
    Object.hasOwn(EXIT, code);
}
