/** Not drawn yet. */
export function TimelineView() {
  return <div class="page" />;
}
