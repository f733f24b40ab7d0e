/**
 * Loaded into a server before its own code: writes down how long its event loop stands still, one
 * line for each tenth of a second, `{"at": ms since 1970, "worst": ms}`, to the file `BENCH_STALLS`.
 */
const EVERY_MS = 1;
const WINDOW_MS = 100;

const path = Deno.env.get("BENCH_STALLS");
if (path !== undefined) {
  const file = Deno.openSync(path, { write: true, create: true, append: true });
  const encoder = new TextEncoder();
  let [last, begun, worst] = [performance.now(), performance.now(), 0];
  const timer = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last - EVERY_MS);
    last = now;
    if (now - begun < WINDOW_MS) return;
    file.writeSync(encoder.encode(`${JSON.stringify({ at: Date.now(), worst })}\n`));
    [begun, worst] = [now, 0];
  }, EVERY_MS);
  Deno.unrefTimer(timer);
}
