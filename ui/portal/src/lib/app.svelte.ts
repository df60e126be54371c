// What every page has at hand.

import type { Send } from "@candor/api-client";
import { type Args, forget, remember, remembered, Theme, Toasts, Words } from "@candor/components";
import { getContext, setContext } from "svelte";

import { Api, ApiError, type Schemas } from "./api";
import { common, here, of, type Place, Router } from "./router.svelte";
import { waiting } from "./reviews";
import { lexicon } from "./words.svelte";

const LANG = "candor.lang";
const CLIENT = "candor.client";
const LEAVING = "candor.leaving";

export type SessionState = Schemas["SignInState"];
export type Membership = Schemas["Membership"];

export class App {
  readonly router = new Router();
  readonly toasts = new Toasts();
  readonly theme = new Theme();
  readonly words: Words;
  readonly api: Api;

  /** Who is signed in; nothing until it is known. */
  session: SessionState | null = $state.raw(null);
  /** Why it isn't known. */
  lost: ApiError | null = $state.raw(null);

  /** Whether somebody signs out; where the server couldn't be told of it, why not. */
  leaving: { error: ApiError | null } | null = $state.raw(null);

  /** Questions about an agent's time that wait for their answer, over all their clients. */
  waiting = $state(0);

  /** A page with a secret in it, which no address of another page may hold, that somebody signs in for. */
  interrupted: string | null = null;

  constructor(send: Send) {
    this.api = new Api(send);
    const asked = this.router.place.query.get("lang");
    this.words = new Words(lexicon, lexicon.choose([asked ?? remembered(LANG) ?? "", ...navigator.languages]));
    this.api.onsignedout = () => {
      if (this.session?.account) this.session = { ...this.session, account: null, memberships: [], agents: [] };
    };
  }

  /** The text with this id. */
  t = (id: string, args?: Args): string => this.words.t(id, args);

  /** Whether somebody is signed in, with all that their sign-in asks for. */
  get signedIn(): boolean {
    return Boolean(this.session?.account) && !this.session?.pending;
  }

  /** Whose pages are shown: the address's client, or the one that was looked at last. */
  get membership(): Membership | null {
    const all = this.session?.memberships ?? [];
    const { client } = this.router.place;
    if (client !== null) return all.find((one) => one.client === client) ?? null;
    return all.find((one) => one.client === remembered(CLIENT)) ?? all[0] ?? null;
  }

  /** Asks who is signed in, and on a fresh server leads to its set-up. */
  async begin(): Promise<void> {
    this.lost = null;
    if (remembered(LEAVING) !== null && !(await this.#leave())) return;
    try {
      const session = await this.api.session();
      // Somebody with a link of their own may come before the server's first account is made.
      const invited = this.router.place.page === "account-link";
      if (!session.account && !invited && (await this.api.setUpState()).needed) this.router.replace(common("setup"));
      this.take(session);
    } catch (thrown) {
      this.lost = ApiError.from(thrown);
    }
  }

  /** Takes note of who is signed in now. */
  take(session: SessionState): void {
    this.session = session;
    if (session.account) forget(LEAVING);
    void this.count();
  }

  /** Counts the questions that wait. That this fails is told where they are shown. */
  async count(): Promise<void> {
    const clients = this.signedIn ? (this.session?.agents ?? []) : [];
    const pages = await Promise.all(clients.map(({ client }) => this.api.ownReviews(client).catch(() => null)));
    this.waiting = pages.reduce((sum, page) => sum + waiting(page?.items ?? []).length, 0);
  }

  /** Where somebody belongs who came to no page in particular. */
  home(session: SessionState | null = this.session): string {
    const membership = session === this.session ? this.membership : session?.memberships[0];
    if (membership) return of(membership.client, "team");
    return session && session.agents.length > 0 ? common("me") : common("account");
  }

  /** Where to go after signing in: back to what was asked for, if that is a page of this server. */
  after(place: Place): string {
    return this.interrupted ?? here(place.query.get("back")) ?? this.home();
  }

  remember(client: string): void {
    remember(CLIENT, client);
  }

  /** The language of the pages, and of letters where somebody is signed in. */
  async chooseLanguage(lang: string): Promise<void> {
    this.words.lang = lang;
    remember(LANG, this.words.lang);
    const account = this.session?.account;
    // An account that a client's provider signs in to is changed elsewhere.
    if (account && account.lang !== lang && this.session?.only_for == null) await this.perform(async () => this.take(await this.api.changeAccount({ lang })));
  }

  /** Signs out. What was shown goes at once, and a server that can't be reached is told when it can be, if need be after the next start. */
  async signOut(): Promise<void> {
    remember(LEAVING, "yes");
    if (!(await this.#leave())) return;
    this.router.go(common("sign-in"));
    await this.begin();
  }

  async #leave(): Promise<boolean> {
    this.leaving ??= { error: null };
    this.session = null;
    try {
      await this.api.signOut();
    } catch (thrown) {
      const error = ApiError.from(thrown);
      // Whoever isn't signed in needn't sign out.
      if (error.status !== 401) {
        this.leaving = { error };
        return false;
      }
    }
    forget(LEAVING);
    this.leaving = null;
    return true;
  }

  /** Does something that can fail; a failure is told in a toast. Returns nothing then. */
  async perform<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (thrown) {
      this.toasts.show({ tone: "bad", text: this.explain(ApiError.from(thrown)) });
      return undefined;
    }
  }

  /** What a failure means, in words; where there are none of ours, the server's. */
  explain(error: ApiError): string {
    return this.words.lexicon.has(`error-${error.code}`) ? this.t(`error-${error.code}`) : error.message;
  }
}

const CONTEXT = Symbol("app");

export const provideApp = (app: App): App => setContext(CONTEXT, app);

/** What every page has at hand; for use while a component is being made. */
export const useApp = (): App => getContext<App>(CONTEXT);
