// The page's connection: signs in with a ticket or a token, and keeps the session.
import { ConnectionLost, RpcCameraError, Session } from "rpc-camera-client";
import { explain, type Failure } from "../core/failure.ts";
import { safelyDecoded } from "../core/route.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { grant } from "./grant.ts";

/** signed-out: nobody may use the service from here; connecting: for the first time; lost: the session connects again by itself. */
export type ConnectionState =
  | { kind: "signed-out"; failure?: Failure }
  | { kind: "connecting" }
  | { kind: "connected" }
  | { kind: "lost" };

const TOKEN_KEY = "rpc-camera token"; // sessionStorage: for this tab, and for no longer than it is open
const TICKET = /^#ticket=(.+)$/;
const TOO_BIG = 1009; // a close code of RFC 6455: the service takes no such message before authentication
const RETRY_MS = 2_000;

/** The one connection of the page. */
export class Connection {
  readonly state = new Watched<ConnectionState>({ kind: "connecting" });
  /** The session, as long as there is one; it outlives its connections. */
  readonly session = new Watched<Session | undefined>(undefined);
  readonly url = new URL("rpc", location.href.replace(/#.*/, "")).href.replace(/^http/, "ws");

  /** Sign in with what the address or the tab has, a ticket or a token; later on with each ticket that the address gets. */
  async start(): Promise<void> {
    addEventListener("hashchange", () => {
      const ticket = takeTicket();
      if (ticket !== undefined) {
        void this.redeem(ticket);
      }
    });
    const ticket = takeTicket();
    if (ticket !== undefined) {
      await this.redeem(ticket);
      return;
    }
    const token = sessionStorage.getItem(TOKEN_KEY);
    if (token === null) {
      this.state.value = { kind: "signed-out" };
    } else {
      await this.signIn(token);
    }
  }

  /** Connect with `token`, until the service answers; a wrong one is said in `state`. */
  async signIn(token: string): Promise<void> {
    this.state.value = { kind: "connecting" };
    for (;;) {
      try {
        await this.use(await Session.connect(this.url, { token, report: () => undefined }));
        sessionStorage.setItem(TOKEN_KEY, token);
        return;
      } catch (error) {
        if (error instanceof RpcCameraError) {
          this.refuse(error);
          return;
        }
        if (error instanceof ConnectionLost && error.code === TOO_BIG) {
          this.signOut({ message: texts.signIn.tooLong });
          return;
        }
        await this.waitForService();
      }
    }
  }

  /** Open one more session with the same token, for what should not touch the page's own; whoever opens it closes it. */
  another(): Promise<Session> {
    const token = sessionStorage.getItem(TOKEN_KEY);
    return Session.connect(this.url, { ...(token === null ? {} : { token }), report: () => undefined });
  }

  /** Whether `text` is the token, which the page shows nowhere. */
  isToken(text: unknown): boolean {
    return text === sessionStorage.getItem(TOKEN_KEY);
  }

  /** Forget the token, and end the session. */
  signOut(failure?: Failure): void {
    sessionStorage.removeItem(TOKEN_KEY);
    const session = this.session.value;
    this.session.value = undefined;
    this.state.value = { kind: "signed-out", ...(failure === undefined ? {} : { failure }) };
    session?.close();
  }

  private async redeem(ticket: string): Promise<void> {
    const old = sessionStorage.getItem(TOKEN_KEY);
    const isSignedIn = this.session.value !== undefined;
    for (;;) {
      try {
        const session = await Session.connect(this.url, { report: () => undefined });
        const { token } = await session.redeemTicket({ ticket }).finally(() => session.close());
        if (!isSignedIn || token !== old) {
          const before = this.session.value; // of a service that was started again: its token is of no use any more
          this.session.value = undefined;
          before?.close();
          await this.signIn(token);
        }
        return;
      } catch (error) {
        if (!(error instanceof RpcCameraError) && !isSignedIn) {
          await this.waitForService();
          continue;
        }
        if (old === null) {
          this.refuse(error);
        } else if (!isSignedIn) {
          await this.signIn(old); // a ticket that this tab has used already harms nobody
        }
        return;
      }
    }
  }

  private async waitForService(): Promise<void> {
    this.state.value = { kind: "lost" };
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }

  private refuse(error: unknown): void {
    const failure = explain(error);
    const isWrong = failure.name === "unauthorized" && sessionStorage.getItem(TOKEN_KEY) !== null;
    // What the service says to do is for programs; for a person, it stands above the field.
    const shown = failure.name === "unauthorized" ? { message: failure.message } : failure;
    this.signOut(isWrong ? { message: texts.signIn.ended } : shown);
  }

  /** Have `session` be the page's own, once it has said what the token is good for. */
  private async use(session: Session): Promise<void> {
    try {
      grant.value = (await session.getServerInfo()).grant;
    } catch (error) {
      session.close();
      throw error;
    }
    session.onConnection((isConnected) => {
      if (isConnected) {
        void this.resume(session);
      } else if (this.session.value === session) {
        this.state.value = { kind: "lost" };
      }
    });
    session.onClose((why) => {
      if (this.session.value === session) {
        this.refuse(why);
      }
    });
    this.session.value = session;
    this.state.value = { kind: "connected" };
  }

  /** The session has connected again, maybe to a service whose token of that name is good for less. */
  private async resume(session: Session): Promise<void> {
    const found = await session.getServerInfo().catch(() => undefined);
    if (this.session.value === session && session.isConnected) {
      grant.value = found?.grant ?? grant.value;
      this.state.value = { kind: "connected" };
    }
  }
}

/** Return the ticket that the address has, and take it out: it is of no use afterwards, and nobody's to see. */
function takeTicket(): string | undefined {
  const ticket = TICKET.exec(location.hash)?.[1];
  if (ticket !== undefined) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return ticket === undefined ? undefined : safelyDecoded(ticket);
}

export const connection = new Connection();

/** Return the session; there is one wherever a view is shown. */
export function session(): Session {
  const found = connection.session.value;
  if (found === undefined) {
    throw new Error(texts.failures.connectionLost);
  }
  return found;
}
