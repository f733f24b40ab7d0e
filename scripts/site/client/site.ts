/** What a page of the site does by itself: the menu, the search, and copying a block. */
import { addCopyButtons } from "./copy_buttons.ts";
import { startSearch } from "./search_box.ts";

const menu = document.querySelector<HTMLDetailsElement>(".menu");
const pages = document.querySelector<HTMLElement>(".pages");
menu?.addEventListener("toggle", () => pages?.classList.toggle("open", menu.open));
addCopyButtons();
startSearch();
