/** Runs a function again and again; returns how to end it. It keeps no process alive. */
export function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}

/** Runs a function after so many ms; returns how to cancel it. */
export function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
