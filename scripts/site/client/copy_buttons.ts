/** How long a button says that it has copied; ms. */
const SHOWN_FOR = 1_500;

/** Puts a button into each block of code that copies it, without the prompts of a terminal. */
export function addCopyButtons(): void {
  // Only pages that a browser trusts may write to the clipboard.
  if (!("clipboard" in navigator)) return;
  for (const block of document.querySelectorAll("pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const text = block.querySelector("code")?.textContent ?? "";
      await navigator.clipboard.writeText(typed(text));
      button.textContent = "Copied";
      setTimeout(() => button.textContent = "Copy", SHOWN_FOR);
    });
    const frame = document.createElement("div");
    frame.className = "block";
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

/** Of a session in a terminal, what was typed. */
function typed(text: string): string {
  const commands = text.split("\n").filter((line) => line.startsWith("$ "));
  return commands.length === 0 ? text : commands.map((line) => `${line.slice(2)}\n`).join("");
}
