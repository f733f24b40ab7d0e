import { CopyButton } from "./copy_button.tsx";

/** A command to type, ready to copy. */
export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <code tabIndex={0}>{text}</code>
      <CopyButton label={`Copy: ${text}`} text={() => text} />
    </div>
  );
}
