import { eventsOf, type GraphNode } from "../../canvas/graph.ts";
import { compact } from "../../reading/outcome.ts";
import { duration } from "../../reading/time.ts";

/** The graph as a table, callers above those whom they called. */
export function GraphTable({ nodes }: { nodes: readonly GraphNode[] }) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">Agent</th>
          <th scope="col">Called by</th>
          {["Times", "Busy", "Tools", "Failed", "Tokens", "Cost"].map((name) => (
            <th key={name} scope="col" class="number">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <tr key={node.key}>
            <td style={{ paddingLeft: `${node.depth * 16}px` }}>
              <a href={eventsOf(node)}>
                <bdi>{node.label}</bdi>
              </a>
            </td>
            <td>
              <bdi>{nodes.find(({ key }) => key === node.parent)?.label ?? "you"}</bdi>
            </td>
            <td class="number">{node.count}</td>
            <td class="number">{duration(node.busyMs)}</td>
            <td class="number">{node.tools}</td>
            <td class="number">{node.errors}</td>
            <td class="number">{node.tokens === undefined ? "–" : compact(node.tokens)}</td>
            <td class="number">
              {node.costUsd === undefined ? "–" : `$${node.costUsd.toFixed(2)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
