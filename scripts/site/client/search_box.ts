import MiniSearch from "minisearch";

/** A heading of some page, and what stands below it; `search-index.js` holds them. */
interface Section {
  readonly href: string;
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

const MAX_FOUND = 12;
/** Characters of what stands around the first word that was found. */
const SNIPPET = 140;

/** Makes the field search as one types. The index is loaded when the field is first entered. */
export function startSearch(): void {
  const field = document.querySelector<HTMLInputElement>("#search");
  const list = document.querySelector<HTMLElement>("#results");
  if (field === null || list === null) return;
  let chosen = -1;
  let search: Promise<(text: string) => readonly Found[]> | undefined;
  const load = () => search ??= loadIndex();

  const choose = (index: number) => {
    const options = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    chosen = options.length === 0 ? -1 : (index + options.length) % options.length;
    for (const [at, option] of options.entries()) {
      option.setAttribute("aria-selected", String(at === chosen));
      if (at === chosen) option.scrollIntoView({ block: "nearest" });
    }
    const id = options[chosen]?.id;
    if (id === undefined) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", id);
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const show = async () => {
    const text = field.value.trim();
    if (text === "") return close();
    const found = (await load())(text);
    // Meanwhile somebody may have typed on.
    if (field.value.trim() !== text) return;
    list.replaceChildren(...found.length === 0 ? [nothing(text)] : found.map(entry));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(0);
  };

  field.addEventListener("focus", () => void load());
  field.addEventListener("input", () => void show());
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") list.querySelectorAll<HTMLElement>("a")[chosen]?.click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", close);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !list.contains(target) && target !== field) close();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLElement && /input/i.test(event.target.tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
}

type Found = Section & { readonly terms: readonly string[] };

async function loadIndex(): Promise<(text: string) => readonly Found[]> {
  const script = document.createElement("script");
  script.src = "search-index.js";
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  script.addEventListener("load", () => resolve());
  script.addEventListener("error", () => reject(new Error("The index of the search is missing")));
  document.head.append(script);
  await promise;
  // That file is built together with this one.
  const sections = Reflect.get(globalThis, "SEARCH_SECTIONS") as readonly Section[];
  const index = new MiniSearch<Section>({ idField: "href", fields: ["title", "page", "text"] });
  index.addAll(sections);
  const byHref = new Map(sections.map((section) => [section.href, section]));
  const how = { prefix: true, boost: { title: 4, page: 2 }, fuzzy: fuzziness };
  return (text) => {
    const all = index.search(text, { ...how, combineWith: "AND" });
    const found = all.length > 0 ? all : index.search(text, how);
    return found.slice(0, MAX_FOUND).flatMap(({ id, terms }) => {
      const section = byHref.get(id);
      return section === undefined ? [] : [{ ...section, terms }];
    });
  };
}

/** Short words are meant as they are typed. */
function fuzziness(term: string): number | false {
  return term.length > 4 ? 0.2 : false;
}

let options = 0;

function entry({ href, page, title, text, terms }: Found): HTMLElement {
  const link = document.createElement("a");
  link.href = href;
  link.id = `found${++options}`;
  link.role = "option";
  link.tabIndex = -1;
  const where = document.createElement("span");
  where.className = "where";
  where.textContent = page;
  const name = document.createElement("b");
  name.textContent = title;
  const snippet = document.createElement("span");
  snippet.className = "snippet";
  snippet.append(...marked(around(text, terms), terms));
  link.append(name, " ", where, snippet);
  return link;
}

function nothing(text: string): HTMLElement {
  const line = document.createElement("p");
  line.textContent = `Nothing is found for "${text}"`;
  return line;
}

function around(text: string, terms: readonly string[]): string {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((at) => at >= 0);
  const begin = Math.max(0, Math.min(...places, text.length) - 40);
  // Never in the middle of a word.
  const from = places.length === 0 || begin === 0 ? 0 : text.indexOf(" ", begin) + 1;
  const cut = text.slice(from, from + SNIPPET);
  return `${from > 0 ? "…" : ""}${cut}${from + SNIPPET < text.length ? "…" : ""}`;
}

/** The text with the words that were found as elements of their own. */
function marked(text: string, terms: readonly string[]): (string | HTMLElement)[] {
  const words = terms.map((term) => term.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  if (words.length === 0) return [text];
  return text.split(new RegExp(`(${words.join("|")})`, "iu")).map((part, at) => {
    if (at % 2 === 0) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}
