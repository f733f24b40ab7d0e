/** Word to the person, outside of the dashboard, that an agent waits. */
export { DesktopNotices } from "./desktop.ts";
export { type NotifyTargets, readTargets } from "./targets.ts";
export { newWaits, type Waiting } from "./waiting_watch.ts";
export { SIGNATURE_HEADER, Webhook, type WebhookOptions } from "./webhook.ts";
