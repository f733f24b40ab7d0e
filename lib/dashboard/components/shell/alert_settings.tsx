import { serverNow } from "../../ui/clock.ts";
import { useState } from "preact/hooks";
import { alertSettings, setAlerts, show } from "../../model/alerts.ts";
import { overlay } from "../../ui/overlay.ts";
import { Dialog } from "../dialog.tsx";

const SAMPLE = {
  title: "shop-api waits for you",
  body: "This is how an alert looks",
  event: 0,
  about: "sample",
  key: "sample",
};

/** Switches alerts on and off, and says what they are for. */
export function AlertSettings() {
  const settings = alertSettings.value;
  const [refused, setRefused] = useState(globalThis.Notification?.permission === "denied");

  async function toggle() {
    if (settings.on) return setAlerts({ on: false });
    setAlerts({ on: true, since: serverNow() });
    const answer = await globalThis.Notification?.requestPermission();
    setRefused(answer !== "granted");
  }
  return (
    <Dialog label="Alerts" onClose={() => overlay.value = null}>
      <div class="dialog-body">
        <h2>Alerts</h2>
        <p class="muted">
          This browser tells you when something needs you, while the dashboard is open in a tab.
        </p>
        <Check label="Alert me" checked={settings.on} onChange={toggle} />
        {settings.on && refused && (
          <p class="warning">
            ▲ The browser does not show notifications for this page. Allow them in its settings for
            this site, or use the sound.
          </p>
        )}
        <fieldset disabled={!settings.on}>
          <legend class="muted">When</legend>
          <Check
            label="An agent waits for me"
            checked={settings.waiting}
            onChange={() => setAlerts({ waiting: !settings.waiting })}
          />
          <Check
            label="A turn has finished"
            checked={settings.finished}
            onChange={() => setAlerts({ finished: !settings.finished })}
          />
          <Check
            label="Something failed"
            checked={settings.errors}
            onChange={() => setAlerts({ errors: !settings.errors })}
          />
          <label class="check">
            A tool runs longer than
            <input
              type="number"
              class="small-number"
              min={0}
              max={999}
              value={settings.longMinutes}
              onInput={(event) =>
                setAlerts({ longMinutes: Math.max(0, Number(event.currentTarget.value) || 0) })}
            />
            minutes (0: never)
          </label>
          <Check
            label="With a sound"
            checked={settings.sound}
            onChange={() => setAlerts({ sound: !settings.sound })}
          />
        </fieldset>
        <button
          type="button"
          class="button"
          disabled={!settings.on}
          onClick={() => show(SAMPLE)}
        >
          Try it
        </button>
      </div>
    </Dialog>
  );
}

function Check(props: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={props.checked} onChange={props.onChange} />
      {props.label}
    </label>
  );
}
