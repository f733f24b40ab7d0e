import { useState } from "preact/hooks";
import { size } from "../../reading/size.ts";
import { hasMarks } from "../../../events/text/visible.ts";
import { CopyButton } from "../copy_button.tsx";

/** Characters that are drawn before a person asks for all of them. */
const FIRST = 20_000;

/** How the server ends a text that was too long to be stored. */
const STORED_CUT = /… \[cut: the first MiB of (\d+) characters\]$/;

/** A text as it is, with a title; long ones are cut until a person asks for the rest. */
export function TextBlock(
  { title, text, kind = "code" }: { title: string; text: string; kind?: "code" | "prose" },
) {
  const [all, setAll] = useState(false);
  const cut = !all && text.length > FIRST;
  const whole = STORED_CUT.exec(text)?.[1];
  return (
    <section class="block">
      <header class="block-head">
        <h3>{title}</h3>
        <CopyButton label={`Copy ${title.toLowerCase()}`} text={() => text} />
      </header>
      {hasMarks(text) && (
        <p class="warning">
          ▲ This text has invisible characters, shown as marks such as{" "}
          {"<U+202E>"}: elsewhere it may look like something else.
        </p>
      )}
      {whole !== undefined && (
        <p class="warning">
          ▲ Stored cut: only the first megabyte of {size(Number(whole))} was kept.
        </p>
      )}
      <pre class={kind} dir="auto" tabIndex={0}>{cut ? text.slice(0, FIRST) : text}</pre>
      {cut && (
        <p class="cut">
          Cut after {size(FIRST)} of {size(text.length)}.{" "}
          <button type="button" class="link-button" onClick={() => setAll(true)}>
            Show all of it
          </button>
        </p>
      )}
    </section>
  );
}
