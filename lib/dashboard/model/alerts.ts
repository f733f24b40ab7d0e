import { computed, effect, signal } from "@preact/signals";
import {
  type Alert,
  alertFor,
  alertForLong,
  type AlertSettings,
  DEFAULT_ALERTS,
} from "./alert_rules.ts";
import { serverNow } from "../ui/clock.ts";
import { recall, remember } from "../ui/browser_memory.ts";
import type { LiveStore } from "./live_store.ts";
import { goTo } from "../ui/route.ts";

const KEY = "alerts";
const REPORTED = "alerts-told";
const REPORTED_KEPT = 100;

/** What the person wants to be told about; kept in this browser. */
export const alertSettings = signal<AlertSettings>(stored());

/** Whether alerts are switched on. */
export const alertsOn = computed(() => alertSettings.value.on);

/** Changes the settings and keeps them. */
export function setAlerts(change: Partial<AlertSettings>): void {
  alertSettings.value = { ...alertSettings.value, ...change };
  remember(KEY, JSON.stringify(alertSettings.value));
}

/** Watches the stream and alerts. */
export function watchForAlerts(live: LiveStore): void {
  live.listeners.add((events) => {
    if (!alertsOn.value) return;
    for (const event of events) {
      const row = live.log.rows[live.log.indexOf(event.id)];
      const shown = row?.id === event.id ? row : { kind: "note" } as const;
      const where = live.names.labelOf(live.names.projectOf(event));
      tellOnce(alertFor(event, shown, alertSettings.value, serverNow(), where));
    }
  });
  effect(() => {
    if (!alertsOn.value) return;
    for (const row of live.log.open()) {
      if (live.sessions.waits(row)) continue;
      tellOnce(alertForLong(row, alertSettings.value, live.at.value));
    }
  });
}

/** In all tabs together, and not again after a reload. */
function tellOnce(alert: Alert | undefined): void {
  if (alert === undefined) return;
  const reported = (recall(REPORTED) ?? "").split("\n");
  if (reported.includes(alert.key)) return;
  remember(REPORTED, [...reported.slice(1 - REPORTED_KEPT), alert.key].join("\n"));
  show(alert);
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
    const value: unknown = JSON.parse(recall(KEY) ?? "null");
    return typeof value === "object" ? { ...DEFAULT_ALERTS, ...value } : DEFAULT_ALERTS;
  } catch {
    return DEFAULT_ALERTS;
  }
}
