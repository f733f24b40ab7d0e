/** Not drawn yet. */
export function MetricsView() {
  return <div class="page" />;
}
