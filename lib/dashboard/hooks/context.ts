import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { LiveStore } from "../model/live_store.ts";

/** Everything that views draw from. */
export interface Stores {
  readonly live: LiveStore;
}

/** Hands the stores to all components. */
export const StoresContext = createContext<Stores | null>(null);

/** The stores of this page. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error("Cannot draw: the page has no stores");
  return stores;
}
