// The browser's part of a passkey (Web Authentication, level 3).

/** Whether this browser can have passkeys at all. */
export const possible = (): boolean =>
  typeof PublicKeyCredential !== "undefined" && typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function" && isSecureContext;

interface Options {
  publicKey?: unknown;
}

const inner = (options: unknown): unknown => (options as Options).publicKey ?? options;

/** Asks for a passkey's answer; nothing where the person thought better of it. */
export async function answer(options: unknown): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(inner(options) as PublicKeyCredentialRequestOptionsJSON);
  return quietly(() => navigator.credentials.get({ publicKey }));
}

/** Makes a passkey; nothing where the person thought better of it. */
export async function make(options: unknown): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(inner(options) as PublicKeyCredentialCreationOptionsJSON);
  return quietly(() => navigator.credentials.create({ publicKey }));
}

async function quietly(ask: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await ask();
    return credential === null ? null : (credential as PublicKeyCredential).toJSON();
  } catch (thrown) {
    if (thrown instanceof DOMException && (thrown.name === "NotAllowedError" || thrown.name === "AbortError")) return null;
    throw thrown;
  }
}
