import type { RedactionProgress, Store } from "../store/store.ts";
import { UserError } from "../user_error.ts";
import type { Projection } from "./projection.ts";

/** Work between two questions of the person's command, in ms. */
const STEP_MS = 250;

/**
 * Redacts some more of what is stored. The state is made of stored events, and is redacted before
 * the store counts as done.
 *
 * @throws {UserError} when it is not possible now
 */
export function redactStore(
  store: Pick<Store, "redact">,
  projection: Pick<Projection, "redact">,
): Promise<RedactionProgress> {
  const progress = store.redact?.(STEP_MS, () => projection.redact());
  if (progress !== undefined) return progress;
  throw new UserError("This store cannot be redacted", { code: "failed" });
}
