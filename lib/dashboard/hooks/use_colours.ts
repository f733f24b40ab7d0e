import { useEffect, useState } from "preact/hooks";
import { type Colours, readColours } from "../canvas/colours.ts";
import { theme } from "../ui/theme.ts";

/** The present theme's colours for a canvas, as the theme changes. */
export function useColours(): Colours {
  const [colours, setColours] = useState(readColours);
  const chosen = theme.value;
  useEffect(() => {
    const read = () => setColours(readColours());
    read();
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", read);
    return () => scheme.removeEventListener("change", read);
  }, [chosen]);
  return colours;
}
