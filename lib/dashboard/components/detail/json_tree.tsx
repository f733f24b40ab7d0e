import { useState } from "preact/hooks";
import type { Json } from "../../../events/event.ts";
import { isJsonObject } from "../../../events/json.ts";
import { size } from "../../reading/size.ts";

const OPEN_DEPTH = 3;
const TEXT_FIRST = 400;
const ENTRIES_FIRST = 200;

/** Any JSON value as a tree that opens and closes. */
export function JsonTree({ value }: { value: Json }) {
  return (
    <div class="json">
      <Node name={undefined} value={value} depth={0} />
    </div>
  );
}

interface NodeProps {
  readonly name: string | undefined;
  readonly value: Json;
  readonly depth: number;
}

function Node({ name, value, depth }: NodeProps) {
  if (Array.isArray(value) || isJsonObject(value)) {
    return <Branch name={name} value={value} depth={depth} />;
  }
  return (
    <div class="json-line">
      <Name name={name} />
      <Leaf value={value} />
    </div>
  );
}

function Branch({ name, value, depth }: NodeProps) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const [all, setAll] = useState(false);
  const isList = Array.isArray(value);
  const entries = Object.entries(value ?? {}) as [string, Json][];
  const [left, right] = isList ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) {
    return (
      <div class="json-line">
        <Name name={name} />
        <span class="muted">{left}{right}</span>
      </div>
    );
  }
  const shown = all ? entries : entries.slice(0, ENTRIES_FIRST);
  return (
    <div>
      <button
        type="button"
        class="json-line json-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span class="json-mark" aria-hidden="true">{open ? "▾" : "▸"}</span>
        <Name name={name} />
        <span class="muted">
          {open ? left : `${left} ${entries.length} ${isList ? "items" : "fields"} ${right}`}
        </span>
      </button>
      {open && (
        <div class="json-inner">
          {shown.map(([key, inner]) => (
            <Node key={key} name={key} value={inner} depth={depth + 1} />
          ))}
          {shown.length < entries.length && (
            <button
              type="button"
              class="link-button"
              onClick={() =>
                setAll(true)}
            >
              {entries.length - shown.length} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <bdi class="json-name">{name}:</bdi>;
}

function Leaf({ value }: { value: Json }) {
  const [all, setAll] = useState(false);
  if (typeof value !== "string") return <span class="json-plain">{String(value)}</span>;
  const cut = !all && value.length > TEXT_FIRST;
  return (
    <>
      <bdi class="json-text">{cut ? `${value.slice(0, TEXT_FIRST)}…` : value}</bdi>
      {cut && (
        <button type="button" class="link-button" onClick={() => setAll(true)}>
          all {size(value.length)}
        </button>
      )}
    </>
  );
}
