// Generated from src-tauri/src/view.rs by `cargo xtask codegen`; a test compares the two.

export type StatusView = { 
/**
 * Where the session stands.
 */
state: StateView, 
/**
 * Why it is paused, by the name that the ledger gives it.
 */
reason: string | null, 
/**
 * The session, unless idle.
 */
session: SessionView | null, 
/**
 * Every category, in the order in which people are asked.
 */
categories: Array<CategoryView>, 
/**
 * Items held on this machine for review.
 */
waiting: number, 
/**
 * Of these, frozen by a withdrawal until the agent chooses.
 */
frozen: number, 
/**
 * Items released and not yet with the client.
 */
uploading: number, 
/**
 * Items that the server refused, kept until the agent decides.
 */
refused: number, 
/**
 * What is wrong; empty when all is well.
 */
problems: Array<ProblemView>, 
/**
 * The names of the clients that the agent is enrolled with.
 */
clients: Array<string>, 
/**
 * Where the key of the encrypted store is kept.
 */
key_store: string, };

export type StateView = "idle" | "running" | "paused";

export type SessionView = { 
/**
 * The project's name.
 */
project: string, 
/**
 * Time worked so far, in milliseconds, without the pauses.
 */
worked_ms: number, 
/**
 * Whether its records are marked synthetic.
 */
synthetic: boolean, 
/**
 * Key presses counted.
 */
keys: number, 
/**
 * Clicks counted.
 */
clicks: number, 
/**
 * Scroll steps counted.
 */
scroll: number, };

export type CategoryView = { 
/**
 * Which one.
 */
category: CategoryName, 
/**
 * Whether a grant for it is alive.
 */
captured: boolean, 
/**
 * When its last item was verified to be on disk, as RFC 3339 in UTC.
 */
last_verified: string | null, };

export type CategoryName = "activity_counts" | "screenshots" | "webcam_stills" | "work_notes";

export type ProblemView = { 
/**
 * Its stable code.
 */
code: string, 
/**
 * What happened, what was kept and what to do next.
 */
message: string, };

export type CommandError = { 
/**
 * What kind of failure.
 */
code: ErrorCode, 
/**
 * What happened, what was kept and what to do next.
 */
message: string, };

export type ErrorCode = "engine_not_running" | "engine_silent" | "engine_incompatible" | "engine_failed";
