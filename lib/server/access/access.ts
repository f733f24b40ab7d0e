import type { Context, MiddlewareHandler } from "hono";
import { getConnInfo } from "@hono/node-server/conninfo";
import { getCookie, setCookie } from "hono/cookie";
import { refuse } from "../answers.ts";
import {
  type AccessPolicy,
  type Credentials,
  isDirect,
  mayDo,
  sessionCookie,
  type Wish,
} from "./decide_access.ts";
import { issueSession, LoginCodes } from "./tokens.ts";

const BEARER = /^Bearer (.+)$/i;
const SENDS = /^(?:\/api\/events|\/hooks\/[\w-]+|\/v1\/[\w-]+)$/;
const OPEN = /^(?:\/|\/favicon\.ico|\/static\/.*|\/health|\/login|\/api\/control\/.*)$/;

/** Asks for the token where one is needed: the HTTP side of {@linkcode mayDo}. */
export class Access {
  readonly #policy: AccessPolicy;
  readonly #cookie: string;
  readonly #codes = new LoginCodes();

  /** @param port the server's own port */
  constructor(policy: AccessPolicy, port: number) {
    this.#policy = policy;
    this.#cookie = sessionCookie(port);
  }

  /** Refuses what {@linkcode mayDo} does not allow. */
  get middleware(): MiddlewareHandler {
    return async (context, next) => {
      const wish = wishOf(context.req.method, context.req.path);
      if (wish === null || this.may(wish, context)) return await next();
      return refuse(context, 401, {
        code: "no_token",
        message: "This server asks for a token",
        hint: "Send 'Authorization: Bearer TOKEN', or open the link of 'mpm-monitor open'",
      });
    };
  }

  /** Whether the sender of a request may read or send. */
  may(wish: Wish, context: Context): boolean {
    return mayDo(wish, {
      direct: isLocal(context),
      token: BEARER.exec(context.req.header("authorization") ?? "")?.[1],
      session: getCookie(context, this.#cookie),
    }, this.#policy);
  }

  /** Whether a socket's client may read or send. */
  socketMay(wish: Wish, credentials: Omit<Credentials, "session"> & { cookies: string }): boolean {
    const { cookies, ...rest } = credentials;
    const session = cookies.split(/;\s*/)
      .find((cookie) => cookie.startsWith(`${this.#cookie}=`))?.slice(this.#cookie.length + 1);
    return mayDo(wish, { ...rest, session }, this.#policy);
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
function wishOf(method: string, path: string): Wish | null {
  if (OPEN.test(path)) return null;
  return method === "POST" && SENDS.test(path) ? "send" : "read";
}

/** Whether a request comes from this machine itself. */
export function isLocal(context: Context): boolean {
  return isDirect(remoteAddress(context), (name) => context.req.header(name));
}

function remoteAddress(context: Context): string | undefined {
  // Without a socket, as in tests of the application alone, there is no address.
  return context.env === undefined || context.env === null || !("incoming" in context.env)
    ? undefined
    : getConnInfo(context).remote.address;
}
