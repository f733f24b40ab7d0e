/** Not drawn yet. */
export function HistoryView() {
  return <div class="page" />;
}
