import { computed, effect, signal } from "@preact/signals";
import {
  type Alert,
  alertFor,
  alertForLong,
  type AlertSettings,
  DEFAULT_ALERTS,
} from "./alert_rules.ts";
import { now } from "./clock.ts";
import type { LiveStore } from "./live_store.ts";
import { goTo } from "./route.ts";

const KEY = "alerts";

/** What the person wants to be told about; kept in this browser. */
export const alertSettings = signal<AlertSettings>(stored());

/** Whether alerts are switched on. */
export const alertsOn = computed(() => alertSettings.value.on);

/** Changes the settings and keeps them. */
export function setAlerts(change: Partial<AlertSettings>): void {
  alertSettings.value = { ...alertSettings.value, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(alertSettings.value));
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

/** Watches the stream and alerts. */
export function watchForAlerts(live: LiveStore): void {
  const told = new Set<number>();
  live.listeners.add((events) => {
    for (const event of events) {
      const alert = alertFor(event, alertSettings.value, Date.now());
      if (alert !== undefined) show(alert);
    }
  });
  effect(() => {
    if (!alertsOn.value) return;
    for (const row of live.log.open()) {
      const alert = alertForLong(row, alertSettings.value, now.value);
      if (alert === undefined || told.has(row.id)) continue;
      told.add(row.id);
      show(alert);
    }
  });
}

/** Shows an alert by what the person allowed: a notification, a sound. */
export function show(alert: Alert): void {
  if (alertSettings.value.sound) beep();
  if (globalThis.Notification?.permission !== "granted") return;
  const notification = new Notification(alert.title, { body: alert.body, tag: alert.about });
  notification.onclick = () => {
    focus();
    goTo("live", { event: String(alert.event) });
  };
}

function beep(): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(0.08, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.3);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.3);
  tone.onended = () => void context.close();
}

function stored(): AlertSettings {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return typeof value === "object" ? { ...DEFAULT_ALERTS, ...value } : DEFAULT_ALERTS;
  } catch {
    return DEFAULT_ALERTS;
  }
}
