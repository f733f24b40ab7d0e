import { lexer, type Token, type Tokens } from "marked";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

/** Characters of a text that are read as Markdown: more is shown as it is. */
const MAX = 20_000;
/** Lists in lists and the like that are followed: nobody writes as many. */
const MAX_DEPTH = 30;

/**
 * What an agent wrote, as it meant it to look: headings, lists, code, tables. Every part becomes an
 * element of our own; HTML in it is text, and a link is its words and its address, which does not
 * act.
 */
export function Markdown({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(globalThis.IntersectionObserver === undefined);
  useEffect(() => {
    if (isSeen || place.current === null) return;
    // Reading one that is made to be slow takes 0.2 s: only those that somebody looks at are read.
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    }, { rootMargin: "400px" });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [isSeen]);
  const tokens = useMemo(() => isSeen ? read(text) : undefined, [text, isSeen]);
  return (
    <div ref={place} class="markdown" dir="auto">
      {tokens === undefined ? <p class="as-written">{text}</p> : blocks(tokens)}
    </div>
  );
}

/** The parts of a text; absent where it is too long, or nested too deep, to be taken apart. */
function read(text: string): readonly Token[] | undefined {
  if (text.length > MAX) return undefined;
  try {
    const tokens = lexer(text);
    return isDeeper(tokens, MAX_DEPTH) ? undefined : tokens;
  } catch (error) {
    // The reader calls itself for each level, and a text may have thousands.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isDeeper(tokens: readonly Token[], depth: number): boolean {
  if (depth === 0) return true;
  return tokens.some((token) => {
    const { tokens: inner = [], items = [] } = token as Tokens.Generic;
    return isDeeper([...inner, ...items], depth - 1);
  });
}

function blocks(tokens: readonly Token[]): ComponentChildren {
  return tokens.map((token, key) => <Block key={key} token={token as Tokens.Generic} />);
}

function Block({ token }: { token: Tokens.Generic }): JSX.Element | null {
  switch (token.type) {
    case "space":
    case "checkbox":
    case "def":
      return null;
    case "hr":
      return <hr />;
    case "heading":
      return <p class="markdown-heading">{inline(token)}</p>;
    case "code":
      return <pre class="code" tabIndex={0}>{token.text}</pre>;
    case "blockquote":
      return <blockquote>{blocks(token.tokens ?? [])}</blockquote>;
    case "list": {
      const items = (token as Tokens.List).items.map((item, key) => (
        <li key={key} class={item.task ? "is-task" : undefined}>
          {item.task && (item.checked ? "☑ " : "☐ ")}
          {blocks(item.tokens)}
        </li>
      ));
      const { ordered, start } = token as Tokens.List;
      return ordered ? <ol start={start === "" ? 1 : start}>{items}</ol> : <ul>{items}</ul>;
    }
    case "table":
      return <Table {...token as Tokens.Table} />;
    case "text":
      return <span>{inline(token)}</span>;
    case "paragraph":
      return <p>{inline(token)}</p>;
    default:
      return <p>{token.raw}</p>;
  }
}

function Table({ header, rows }: Tokens.Table) {
  return (
    <div class="markdown-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, key) => (
              <th key={key} scope="col" class={alignOf(cell)}>{inline(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, key) => (
            <tr key={key}>
              {row.map((cell, place) => <td key={place} class={alignOf(cell)}>{inline(cell)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function alignOf({ align }: Tokens.TableCell): string | undefined {
  return align === "right" || align === "center" ? `is-${align}` : undefined;
}

/** What stands in a line, of a token that may have parts of its own. */
function inline({ tokens, text }: { tokens?: Token[]; text?: string }): ComponentChildren {
  if (tokens === undefined) return text ?? "";
  return tokens.map((token, key) => <Inline key={key} token={token as Tokens.Generic} />);
}

function Inline({ token }: { token: Tokens.Generic }): JSX.Element {
  switch (token.type) {
    case "strong":
      return <strong>{inline(token)}</strong>;
    case "em":
      return <em>{inline(token)}</em>;
    case "del":
      return <del>{inline(token)}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return (
        <span class="markdown-link">
          {inline(token)}
          {token.href !== token.text && <span class="muted">{` (${token.href})`}</span>}
        </span>
      );
    case "image":
      return <span class="muted">{`[picture: ${token.text}] (${token.href})`}</span>;
    case "text":
    case "escape":
      return <>{inline(token)}</>;
    default:
      return <>{token.raw}</>;
  }
}
