import type { GivenSettings } from "../../config/config.ts";
import type { OptionValues } from "./command.ts";

/** Options whose setting has the same name and form. */
const PLAIN = ["keep-days", "keep-size", "notify", "allow-host", "allow-origin"];

/** Adds what the settings say to the options of a start. An option always beats a setting. */
export function withSettings(options: OptionValues, settings: GivenSettings): OptionValues {
  const value = (key: string) => settings.get(key)?.value;
  const aboutDashboard = ["dashboard", "no-dashboard", "dashboard-port"].some((name) =>
    options[name] !== undefined
  );
  const off = !aboutDashboard && value("dashboard") === "off";
  const portAllowed = options["no-dashboard"] === undefined && !off;
  return {
    ...options,
    port: options["port"] ?? value("port"),
    host: options["host"] ?? value("host"),
    store: options["store"] ?? value("store"),
    "dashboard-port": options["dashboard-port"] ??
      (portAllowed ? value("dashboard_port") : undefined),
    "no-dashboard": options["no-dashboard"] ?? (off ? true : undefined),
    "require-token": options["require-token"] ??
      (options["insecure-no-token"] === undefined && value("require_token") === "on"
        ? true
        : undefined),
    "no-redact": options["no-redact"] ?? (value("redact") === "off" ? true : undefined),
    ...Object.fromEntries(
      PLAIN.map((name) => [name, options[name] ?? value(name.replaceAll("-", "_"))]),
    ),
    "no-reclaim": options["no-reclaim"] ?? (value("reclaim") === "off" ? true : undefined),
  };
}
