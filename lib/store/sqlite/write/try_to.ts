/** Does something that may fail without any harm: what led to it is the error that counts. */
export function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // Whoever asks knows of the other error.
  }
}
