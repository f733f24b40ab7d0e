import type { GivenSettings } from "../daemon/config.ts";
import type { OptionValues } from "./command.ts";

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
    "keep-days": options["keep-days"] ?? value("keep_days"),
    "keep-size": options["keep-size"] ?? value("keep_size"),
    "dashboard-port": options["dashboard-port"] ??
      (portAllowed ? value("dashboard_port") : undefined),
    "no-dashboard": options["no-dashboard"] ?? (off ? true : undefined),
    "no-reclaim": options["no-reclaim"] ?? (value("reclaim") === "off" ? true : undefined),
  };
}
