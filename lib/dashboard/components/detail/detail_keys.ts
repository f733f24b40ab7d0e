import { setParams } from "../../ui/route.ts";

/** Whether a key was pressed in the chosen event's detail, where it scrolls. */
export function isInDetail(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".detail") !== null;
}

/** Goes into the chosen event. */
export function enterDetail(): void {
  document.querySelector<HTMLElement>(".detail")?.focus();
}

/** Closes the chosen event; the focus goes back to where the next key is expected. */
export function closeDetail(target: EventTarget | null): void {
  setParams({ event: undefined });
  if (isInDetail(target)) document.querySelector<HTMLElement>(".list, .timeline-scroll")?.focus();
}

/** Whether Enter and Space are the focused element's own keys. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, summary, canvas") !== null;
}
