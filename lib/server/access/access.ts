import { delay } from "@std/async/delay";
import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { deleteCookie, setCookie } from "hono/cookie";
import { parse } from "hono/utils/cookie";
import { type Refusal, refuse } from "../refusal.ts";
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
import { type RevokedSessions, SESSION_MS, Sessions } from "./sessions.ts";
import { LoginCodes } from "./tokens.ts";
import { WrongAttempts } from "./wrong_attempts.ts";

const BEARER = /^Bearer (.+)$/i;
const SENDS = /^(?:\/api\/events|\/hooks\/[\w-]+|\/v1\/[\w-]+)$/;
const OPEN = /^(?:\/|\/favicon\.ico|\/static\/.*|\/health|\/login|\/api\/control\/.*)$/;

/** To a request that needs the token and does not have it. */
const NO_TOKEN: Refusal = {
  status: 401,
  error: {
    code: "no_token",
    message: "This server asks for a token",
    hint: "Send 'Authorization: Bearer TOKEN', or open the link of 'mpm-monitor open'",
  },
};

/** To whoever tried too many wrong tokens at once. */
const TOO_MANY_ATTEMPTS: Refusal = {
  status: 429,
  error: {
    code: "too_many_attempts",
    message: "Too many wrong tokens were tried",
    hint: "Try again in a minute, with the token that 'mpm-monitor start' printed",
  },
};

const USED_LINK: Refusal = {
  status: 401,
  error: {
    code: "used_link",
    message: "This link was used already, is older than a minute, or is not of this server",
    hint: "Get a new one: mpm-monitor open",
  },
};

/** What {@linkcode Access} is made from. */
export interface AccessParts {
  readonly policy: AccessPolicy;
  /** The server's own port. */
  readonly port: number;
  readonly revoked?: RevokedSessions | undefined;
  /** One line for the log. */
  readonly log: (line: string) => void;
  /** Called for each wrong token, code or secret. */
  readonly onWrong?: (what: string) => void;
}

/** Asks for the token where one is needed: the HTTP side of {@linkcode isAllowed}. */
export class Access {
  readonly #policy: AccessPolicy;
  readonly #cookie: string;
  readonly #codes = new LoginCodes(() => performance.now());
  readonly #sessions: Sessions;
  readonly #wrong: WrongAttempts;
  readonly #onWrong: (what: string) => void;

  constructor({ policy, port, revoked = inMemory(), log, onWrong = () => {} }: AccessParts) {
    this.#policy = policy;
    this.#cookie = sessionCookie(port);
    this.#sessions = new Sessions({ token: policy.token ?? "", now: Date.now, revoked });
    this.#onWrong = onWrong;
    this.#wrong = new WrongAttempts({
      now: () => performance.now(),
      pause: (ms) => delay(ms),
      log,
    });
  }

  /** Refuses what {@linkcode isAllowed} does not allow. */
  get middleware(): MiddlewareHandler {
    return async (context, next) => {
      const permission = permissionOf(context.req.method, context.req.path);
      if (permission === null || this.may(permission, incomingOf(context))) return await next();
      return refuse(context, await this.refusal(incomingOf(context)));
    };
  }

  /** What a request that may not do what it wants is answered with, slowly where it guesses. */
  async refusal(request: IncomingMessage): Promise<Refusal> {
    if (headerOf(request, "authorization") === undefined) return NO_TOKEN;
    return await this.wrong("token", request) ? NO_TOKEN : TOO_MANY_ATTEMPTS;
  }

  /**
   * Notes a wrong token, code or secret, and holds up its refusal where there are many.
   *
   * @returns whether it is not one of too many
   */
  wrong(what: "token" | "login code" | "secret", request: IncomingMessage): Promise<boolean> {
    this.#onWrong(what);
    return this.#wrong.add(what, request.socket.remoteAddress ?? "an unknown address");
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
    const session = this.#sessionIn(cookies);
    return isAllowed(permission, {
      ...rest,
      session: session !== undefined && this.#sessions.isGood(session),
    }, this.#policy);
  }

  /** Path of a link that opens the dashboard once; `/` where no token is needed. */
  loginPath(): string {
    return this.#policy.token === null ? "/" : `/login?code=${this.#codes.issue()}`;
  }

  /** `GET /login?code=CODE`: takes a one-time code and lets the browser in. */
  async login(context: Context): Promise<Response> {
    const { token } = this.#policy;
    if (token === null) return context.redirect("/", 303);
    if (!this.#codes.redeem(context.req.query("code") ?? "")) {
      if (!await this.wrong("login code", incomingOf(context))) {
        return refuse(context, TOO_MANY_ATTEMPTS);
      }
      // A person is better served by the page: it opens where they were let in before, and says
      // what to do where not.
      if (context.req.header("accept")?.includes("text/html")) return context.redirect("/", 303);
      return refuse(context, USED_LINK);
    }
    this.#letIn(context);
    return context.redirect("/", 303);
  }

  /**
   * `POST /api/login`: lets the browser in whose page shows the token itself, as
   * `Authorization: Bearer TOKEN`; {@linkcode middleware} has looked at it.
   */
  loginByToken(context: Context): Response {
    if (this.#policy.token !== null) this.#letIn(context);
    return context.body(null, 204);
  }

  #letIn(context: Context): void {
    setCookie(context, this.#cookie, this.#sessions.issue(), {
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      maxAge: SESSION_MS / 1000,
    });
  }

  /** `POST /api/logout`: ends the browser's session, here and wherever else its id may be. */
  logout(context: Context): Response {
    const session = this.#sessionIn(headerOf(incomingOf(context), "cookie") ?? "");
    if (session !== undefined) this.#sessions.revoke(session);
    deleteCookie(context, this.#cookie, { path: "/" });
    return context.body(null, 204);
  }

  #sessionIn(cookies: string): string | undefined {
    return parse(cookies, this.#cookie)[this.#cookie];
  }
}

/** For servers whose sessions end with them. */
function inMemory(): RevokedSessions {
  const names = new Set<string>();
  return { has: (name) => names.has(name), add: (name) => void names.add(name) };
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
