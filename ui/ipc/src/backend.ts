// What a front end may ask of the shell. Pages know this interface only, never who stands behind it.

import type { CommandError, ErrorCode, StatusView } from "./generated.ts";

export interface Backend {
  /** The engine's status now; fails with a {@link BackendError}. */
  status(): Promise<StatusView>;
}

/** A command that failed, with a code to act on and a message to show. */
export class BackendError extends Error {
  override readonly name = "BackendError";

  constructor(
    readonly code: ErrorCode | "shell_failed",
    message: string,
  ) {
    super(message);
  }

  /** Whatever a command threw, as one kind of error. */
  static from(thrown: unknown): BackendError {
    if (thrown instanceof BackendError) return thrown;
    if (isCommandError(thrown)) return new BackendError(thrown.code, thrown.message);
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return new BackendError("shell_failed", `The window could not ask the engine: ${detail}`);
  }
}

function isCommandError(value: unknown): value is CommandError {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}
