/**
 * Runs `work` once before the next picture is drawn, however often it is asked for. Hidden pages
 * draw no pictures: there it runs four times a second.
 */
export function oncePerFrame(work: () => void): () => void {
  let asked = false;
  const run = () => {
    if (!asked) return;
    asked = false;
    work();
  };
  document.addEventListener("visibilitychange", run);
  return () => {
    if (asked) return;
    asked = true;
    if (document.hidden) setTimeout(run, 250);
    else requestAnimationFrame(run);
  };
}
