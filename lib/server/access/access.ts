import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { setCookie } from "hono/cookie";
import { refuse, type Refused } from "../http/answers.ts";
import { headerOf } from "./request_facts.ts";
import {
  type AccessPolicy,
  asksNobody,
  type Credentials,
  isAllowed,
  isDirect,
  type Permission,
  sessionCookie,
} from "./decide_access.ts";
import { issueSession, LoginCodes } from "./tokens.ts";

const BEARER = /^Bearer (.+)$/i;
const SENDS = /^(?:\/api\/events|\/hooks\/[\w-]+|\/v1\/[\w-]+)$/;
const OPEN = /^(?:\/|\/favicon\.ico|\/static\/.*|\/health|\/login|\/api\/control\/.*)$/;

/** To a request that needs the token and does not have it. */
export const NO_TOKEN: Refused = {
  status: 401,
  error: {
    code: "no_token",
    message: "This server asks for a token",
    hint: "Send 'Authorization: Bearer TOKEN', or open the link of 'mpm-monitor open'",
  },
};

/** Asks for the token where one is needed: the HTTP side of {@linkcode isAllowed}. */
export class Access {
  readonly #policy: AccessPolicy;
  readonly #cookie: string;
  readonly #codes = new LoginCodes();

  /** @param port the server's own port */
  constructor(policy: AccessPolicy, port: number) {
    this.#policy = policy;
    this.#cookie = sessionCookie(port);
  }

  /** Refuses what {@linkcode isAllowed} does not allow. */
  get middleware(): MiddlewareHandler {
    return async (context, next) => {
      const permission = permissionOf(context.req.method, context.req.path);
      if (permission === null || this.may(permission, incomingOf(context))) return await next();
      return refuse(context, NO_TOKEN.status, NO_TOKEN.error);
    };
  }

  /** Whether the sender of a request may read or send. */
  may(permission: Permission, request: IncomingMessage): boolean {
    if (asksNobody(this.#policy)) return true;
    return this.socketMay(permission, {
      direct: isLocal(request),
      token: BEARER.exec(headerOf(request, "authorization") ?? "")?.[1],
      cookies: headerOf(request, "cookie") ?? "",
    });
  }

  /** Whether a socket's client may read or send. */
  socketMay(
    permission: Permission,
    credentials: Omit<Credentials, "session"> & { cookies: string },
  ): boolean {
    const { cookies, ...rest } = credentials;
    const session = cookies.split(/;\s*/)
      .find((cookie) => cookie.startsWith(`${this.#cookie}=`))?.slice(this.#cookie.length + 1);
    return isAllowed(permission, { ...rest, session }, this.#policy);
  }

  /** Path of a link that opens the dashboard once; `/` where no token is needed. */
  loginPath(): string {
    return this.#policy.token === null ? "/" : `/login?code=${this.#codes.issue()}`;
  }

  /** `GET /login?code=CODE`: takes a one-time code and lets the browser in. */
  login(context: Context): Response {
    const { token } = this.#policy;
    if (token === null) return context.redirect("/", 303);
    if (!this.#codes.redeem(context.req.query("code") ?? "")) {
      // A person is better served by the page: it opens where they were let in before, and says
      // what to do where not.
      if (context.req.header("accept")?.includes("text/html")) return context.redirect("/", 303);
      return refuse(context, 401, {
        code: "used_link",
        message: "This link was used already, or is not one of this server",
        hint: "Get a new one: mpm-monitor open",
      });
    }
    setCookie(context, this.#cookie, issueSession(token), {
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      maxAge: 30 * 24 * 3600,
    });
    return context.redirect("/", 303);
  }
}

/** What a request wants; `null` is what everybody may. */
function permissionOf(method: string, path: string): Permission | null {
  if (OPEN.test(path)) return null;
  return method === "POST" && SENDS.test(path) ? "send" : "read";
}

/** Whether a request comes from this machine itself. */
export function isLocal(request: IncomingMessage): boolean {
  return isDirect(request.socket.remoteAddress, (name) => headerOf(request, name));
}

/** The request as `node:http` handed it over, behind the one in the web's form. */
export function incomingOf({ env }: Context<{ Bindings: HttpBindings }>): IncomingMessage {
  return env.incoming;
}
