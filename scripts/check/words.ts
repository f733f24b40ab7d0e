import type { SourceFile } from "./source_tree.ts";

/** A word that `docs/glossary.md` has another one for. */
interface ReplacedWord {
  readonly pattern: RegExp;
  readonly instead: string;
  /** Files that need it: names in stored data and on the wire stay as they are. */
  readonly except?: readonly string[];
}

const REPLACED: readonly ReplacedWord[] = [
  // What is said to a person may be told; a source reports.
  {
    pattern: /(?<!\b(?:is|are|be|been|was|were|unless|not) )\btold\b(?! (?:apart|to)\b)/i,
    instead: "report, or given",
    except: [
      "lib/dashboard/model/alerts.ts",
      "lib/state/reduce.ts",
      "lib/state/repeats.ts",
      "lib/state/state.ts",
      "lib/state/usage/limit_account.ts",
      "tests/claude_code/",
    ],
  },
  { pattern: /\btall(?:y|ies)\b(?<!\/api\/events\/tally)/i, instead: "aggregate" },
  { pattern: /\bdoubles\b|\bdoublets?\b/i, instead: "duplicates" },
  {
    pattern: /\btoo_many_questions\b|\blimitQuestions\b/,
    instead: "concurrent queries",
    except: ["lib/server/http/middleware/limit_concurrent_queries.ts", "tests/", "docs/"],
  },
  { pattern: /\b(?:intake|audience|tellers?)\b/i, instead: "see docs/glossary.md" },
  {
    pattern: /\b(?:BodyNames|PairMemory|ToolUseMemory|mayDo|readCircumstances|readTelling)\b/,
    instead: "see docs/glossary.md",
  },
  {
    pattern: /\bjudge[A-Z]\w*|\bfates?\b/,
    instead: "assess, process status",
    except: ["tests/claude_code/"],
  },
  {
    pattern: /\b(?:MOST|LONGEST|LARGEST|DEEPEST)_[A-Z]+|\b[A-Z]+_AT_MOST\b/,
    instead: "MAX_",
  },
];

/** Where the words themselves are the subject. */
const SUBJECT = ["docs/glossary.md", "scripts/check/words.ts", "scripts/check/words_test.ts"];

/** Finds words in code and documents that the glossary has another one for. */
export function findReplacedWords(files: readonly Pick<SourceFile, "path" | "text">[]): string[] {
  return files.filter(({ path }) => !SUBJECT.includes(path)).flatMap(({ path, text }) => {
    const wanted = REPLACED.filter(({ except = [] }) => !except.some((each) => isIn(path, each)));
    return text.split("\n").flatMap((line, index) =>
      wanted.flatMap(({ pattern, instead }) => {
        const found = pattern.exec(line);
        return found === null ? [] : [`${path}:${index + 1} says "${found[0]}": use ${instead}`];
      })
    );
  });
}

function isIn(path: string, place: string): boolean {
  return place.endsWith("/") ? path.startsWith(place) : path === place;
}
