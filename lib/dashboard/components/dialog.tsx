import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Something that floats over the page until it is closed: by Escape, or a click beside it. */
export function Dialog(
  { label, onClose, children }: {
    label: string;
    onClose: () => void;
    children: ComponentChildren;
  },
) {
  const element = useRef<HTMLDialogElement>(null);
  const isOver = useRef(false);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      // Its own end is reported later, when another dialog may be open already.
      isOver.current = true;
      dialog?.close();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-label={label}
      onClose={() => isOver.current || onClose()}
      // The browser says that it has closed only later: the next key would still be the dialog's.
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      onClick={(event) => event.target === element.current && onClose()}
    >
      {children}
    </dialog>
  );
}
