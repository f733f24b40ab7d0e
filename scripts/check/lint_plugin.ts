/**
 * Our own rule for `deno lint`. A plain object inherits names such as `constructor`: what looks into
 * a table by a key that comes from outside finds them, unless it asks for own fields.
 */
const plugin: Deno.lint.Plugin = {
  name: "mpm-monitor",
  rules: {
    "no-foreign-key": {
      create(context) {
        if (/_test\.tsx?$|[/\\](?:scripts|tests)[/\\]/.test(context.filename)) return {};
        const tables = new Set<string>();
        const note = (node: Deno.lint.Node | Deno.lint.Parameter): void => {
          if (node.type !== "Identifier" || node.typeAnnotation === undefined) return;
          const type = context.sourceCode.getText(node.typeAnnotation);
          if (/^:?\s*(?:Readonly<\s*)?(?:Record<\s*string\b|JsonObject$)/.test(type)) {
            tables.add(node.name);
          }
        };
        return {
          VariableDeclarator: (node) => note(node.id),
          FunctionDeclaration: ({ params }) => params.forEach(note),
          FunctionExpression: ({ params }) => params.forEach(note),
          ArrowFunctionExpression: ({ params }) => params.forEach(note),
          MemberExpression(node) {
            const { object, property, parent } = node;
            if (!node.computed || object.type !== "Identifier" || !tables.has(object.name)) return;
            if (property.type === "Literal") return;
            if (parent.type === "UnaryExpression" && parent.operator === "delete") return;
            if (parent.type === "AssignmentExpression" && parent.left === node) return;
            if (isGuarded(context.sourceCode, node, object.name)) return;
            context.report({
              node,
              message: `"${object.name}" is read by a key that may be "constructor"`,
              hint: "Use lookup() of lib/events/lookup.ts, field() of lib/events/json.ts, or a Map",
            });
          },
        };
      },
    },
  },
};

/** Whether the statement around it, or the function, asks `Object.hasOwn` first. */
function isGuarded(source: Deno.lint.SourceCode, node: Deno.lint.Node, table: string): boolean {
  const around = source.getAncestors(node).findLast(({ type }) => /Function/.test(type)) ??
    source.ast;
  const text = source.getText(around);
  return text.includes(`Object.hasOwn(${table},`) || text.includes(`Object.keys(${table})`);
}

export default plugin;
