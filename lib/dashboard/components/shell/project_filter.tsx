import { useStores } from "../../hooks/context.ts";
import { route, setParams } from "../../ui/route.ts";

/** Shows one project only, or all. Not drawn until there are two. */
export function ProjectFilter() {
  const { live } = useStores();
  const chosen = route.value.params.project ?? "";
  const known = live.projects.value;
  if (known.length < 2 && chosen === "") return null;
  const projects = known.includes(chosen) || chosen === "" ? known : [...known, chosen];
  return (
    <select
      class="project-filter"
      aria-label="Project"
      value={chosen}
      onChange={(event) => setParams({ project: event.currentTarget.value })}
    >
      <option value="">All projects</option>
      {projects.map((project) => (
        <option key={project} value={project} title={project}>{live.names.labelOf(project)}</option>
      ))}
    </select>
  );
}
