import ts from "typescript";

/** One way to break a piece of code; its name is what logs and reasons call it. */
export type Operator =
  | "drop guard"
  | "invert condition"
  | "shift bound"
  | "skip call"
  | "skip count"
  | "swap logic"
  | "drop fallback";

/** What stands in the place of a node once an operator has been applied to it. */
export interface Change {
  readonly operator: Operator;
  readonly node: ts.Node;
  readonly replacement: string;
}

const SHIFTED: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: "<=",
  [ts.SyntaxKind.LessThanEqualsToken]: "<",
  [ts.SyntaxKind.GreaterThanToken]: ">=",
  [ts.SyntaxKind.GreaterThanEqualsToken]: ">",
};

const SWAPPED: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.AmpersandAmpersandToken]: "||",
  [ts.SyntaxKind.BarBarToken]: "&&",
};

/** Functions whose result is a bound, and what breaks that bound. */
const CLAMPS: ReadonlyMap<string, string> = new Map([
  ["Math.min", "Math.max"],
  ["Math.max", "Math.min"],
  ["Math.abs", "Number"],
]);

/** All changes that fixed operators make at one node; most nodes have none. */
export function changesAt(node: ts.Node, source: ts.SourceFile): Change[] {
  const text = (part: ts.Node) => part.getText(source);
  if (ts.isIfStatement(node)) {
    const { expression } = node;
    const inverted = change("invert condition", expression, `!(${text(expression)})`);
    return isGuard(node) ? [change("drop guard", node, ";"), inverted] : [inverted];
  }
  if (ts.isConditionalExpression(node)) {
    return [change("invert condition", node.condition, `!(${text(node.condition)})`)];
  }
  if (ts.isBinaryExpression(node)) return ofBinary(node, text);
  if (ts.isCallExpression(node)) {
    const other = CLAMPS.get(text(node.expression));
    return other === undefined ? [] : [change("shift bound", node.expression, other)];
  }
  if (ts.isExpressionStatement(node)) return ofStatement(node);
  return [];
}

function change(operator: Operator, node: ts.Node, replacement: string): Change {
  return { operator, node, replacement };
}

/** A condition that does nothing but leave: `if (…) return`, `throw`, `continue` or `break`. */
function isGuard({ thenStatement, elseStatement }: ts.IfStatement): boolean {
  if (elseStatement !== undefined) return false;
  const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  return last !== undefined &&
    (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last) ||
      ts.isBreakStatement(last));
}

function ofBinary(node: ts.BinaryExpression, text: (part: ts.Node) => string): Change[] {
  const { left, right, operatorToken: { kind } } = node;
  const shifted = SHIFTED[kind];
  if (shifted !== undefined) {
    return [change("shift bound", node, `${text(left)} ${shifted} ${text(right)}`)];
  }
  const swapped = SWAPPED[kind];
  if (swapped !== undefined) {
    return [change("swap logic", node, `(${text(left)}) ${swapped} (${text(right)})`)];
  }
  return kind === ts.SyntaxKind.QuestionQuestionToken
    ? [change("drop fallback", node, `(${text(left)})`)]
    : [];
}

function ofStatement(node: ts.ExpressionStatement): Change[] {
  let { expression } = node;
  while (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) {
    expression = expression.expression;
  }
  if (ts.isCallExpression(expression)) {
    // Without super() no constructor runs: that says nothing about tests.
    return expression.expression.kind === ts.SyntaxKind.SuperKeyword
      ? []
      : [change("skip call", node, ";")];
  }
  const counts = ts.isPostfixUnaryExpression(expression) ||
    ts.isPrefixUnaryExpression(expression) ||
    (ts.isBinaryExpression(expression) &&
      (expression.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken ||
        expression.operatorToken.kind === ts.SyntaxKind.MinusEqualsToken));
  return counts ? [change("skip count", node, ";")] : [];
}
