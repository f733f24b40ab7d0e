/** Not drawn yet. */
export function OverviewView() {
  return <div class="page" />;
}
