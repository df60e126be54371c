// Made from server/openapi.json by `npm run generate`. Not for editing.

export interface paths {
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The description of this interface. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description This document */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the account's name or language. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AccountChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/account-links/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Uses a link. An invitation is accepted by whoever is signed in, or with a name and a password by somebody who has no account
         *     yet, who is signed in by it. A new password ends all sessions.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Acceptance"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account-links/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a link is for. Uses nothing up. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LinkText"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkPreview"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's passkeys. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Passkeys"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Adds a passkey. The first second factor comes with recovery codes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPasskey"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyAdded"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a passkey. All other sessions of the account end. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The passkey */
                    id: components["schemas"]["PasskeyId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It opens nothing any more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Renames a passkey. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The passkey */
                    id: components["schemas"]["PasskeyId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeyName"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyView"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/account/passkeys/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A challenge to add a passkey. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Challenge"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password. All other sessions of the account end. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes new recovery codes; the old ones don't work any more. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a link to a new password by e-mail. The answer is the same whether there is such an account or not. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResetRequest"];
                };
            };
            responses: {
                /** @description If the address has an account, a mail is on its way */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the account is signed in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Sessions"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the account's sessions, at once. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The session */
                    id: components["schemas"]["WebSessionId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is over */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to set up an authenticator app. Nothing changes before its first code came back. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TotpSecret"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Puts the authenticator app out of use. All other sessions of the account end. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is out of use */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the authenticator app in use, by its first code. The first second factor comes with recovery codes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TotpCode"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blobs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a picture. It is checked to be one, and to have the digest that names it. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description `sha256:` and 64 hexadecimal digits */
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "image/webp": string;
                };
            };
            responses: {
                /** @description Stored durably, now or before */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        /** Whether this device put a picture. */
        head: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description `sha256:` and 64 hexadecimal digits */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description This device put it */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description It did not */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused; of a problem document only its head */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        patch?: never;
        trace?: never;
    };
    "/api/v1/captures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a capture, sample or note of this device's, at once within the grace time. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The record */
                    id: components["schemas"]["RecordId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone, or will bring nothing when it comes */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/captures/{id}/redaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a picture with a part blacked out in the place of a capture's. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The capture */
                    id: components["schemas"]["RecordId"];
                };
                cookie?: never;
            };
            /** @description The new picture itself, or the digest of one that was put before */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RedactionRequest"];
                    "image/webp": string;
                };
            };
            responses: {
                /** @description The new picture stands in its place, the old one is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clients of this server. For its operator, who sees nothing of their work. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Clients"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a client and invites its first owner. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClientCreation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClientMade"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agents by name, each with their devices. */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: components["schemas"]["AgentId"];
                    /** @description Agents on a page: 200 at most. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Agents"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Invites an agent. The link is told this once: the server keeps only a hash of its secret. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MadeInvitation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/agents/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An agent with what their devices' ledgers say was decided. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The agent */
                    agent: components["schemas"]["AgentId"];
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentDetail"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/agents/{agent}/account-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an agent a link to their own page. Accepting it binds the agent to their account. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The agent */
                    agent: components["schemas"]["AgentId"];
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AgentInvitation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Sent"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/agents/{agent}/days/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an agent did on a day: the same as the work log. */
        get: {
            parameters: {
                query?: {
                    /** @description An IANA zone to cut the day in; each session's own where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The agent */
                    agent: components["schemas"]["AgentId"];
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The day, `YYYY-MM-DD` */
                    day: components["schemas"]["Day"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkLog"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done in the client's name and to its members' accounts, by whom, when. */
        get: {
            parameters: {
                query?: {
                    /** @description Only lines of this action */
                    action?: string;
                    /** @description `next` of the page before */
                    cursor?: string;
                    /** @description Lines on the page; 50 */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/captures/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A capture's picture. The look is logged, and the agent can see that it was; several within a minute are one. */
        get: {
            parameters: {
                query?: {
                    /** @description Why, in at most 200 characters; the agent can read it. */
                    reason?: string;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The capture */
                    id: components["schemas"]["RecordId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/webp": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/captures/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A capture's picture at most 320 pixels wide and high. It is a look like any other, and logged as one. */
        get: {
            parameters: {
                query?: {
                    /** @description Why, in at most 200 characters; the agent can read it. */
                    reason?: string;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The capture */
                    id: components["schemas"]["RecordId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/webp": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/devices/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a device's enrolment, now and for good. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The device */
                    id: components["schemas"]["DeviceId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Nothing more is taken from it */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invitations, the newest first, without their secrets. */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: components["schemas"]["InvitationId"];
                    /** @description Invitations on a page: 200 at most. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitations"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back that no device used. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The invitation */
                    id: components["schemas"]["InvitationId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Its link leads nowhere any more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The client's members, and who was invited to be one. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Members"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Invites a member by e-mail. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MemberInvitation"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberInvited"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a member, at once, with their API tokens and invitation. A client keeps at least one owner who can sign in. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The member */
                    member: components["schemas"]["MemberId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A member no longer */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes a member's role, at once. A client keeps at least one owner who can sign in. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The member */
                    member: components["schemas"]["MemberId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MemberChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberView"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/clients/{client}/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects in the order in which they were made. */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: components["schemas"]["ProjectId"];
                    /** @description Projects on a page: 200 at most. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Projects"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a project. Nothing can be recorded for it before it has a policy. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewProject"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProjectDetail"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project with the versions of its policy. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The project */
                    id: components["schemas"]["ProjectId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProjectDetail"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/projects/{id}/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publishes the next version of a project's policy; it can't be changed afterwards. Refused where another was published since
         *     the one that it is based on.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The project */
                    id: components["schemas"]["ProjectId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPolicy"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Published"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/projects/{id}/policies/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What publishing a policy would mean: the notice as agents would read it, what to think of twice, what is different, and who
         *     must decide again. Nothing is kept of it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The project */
                    id: components["schemas"]["ProjectId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PolicyDraft"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preview"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The client's identity provider, and what it needs to know of this server. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderSettings"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Sets the client's identity provider, after asking it what it is. Another issuer or registration ends the sessions that the last one
         *     vouched for, and forgets whom it called what.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProviderChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderSettings"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes the client's identity provider away. The sessions that it vouched for end at once. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It vouches for nobody any more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the client's members have to sign in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClientSettings"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes how the client's members have to sign in; it holds at once, also for sessions that there are. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClientSettings"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClientSettings"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/clients/{client}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the team's work comes to. Nobody is named or ranked, and how busy people were is told only of five or more together. */
        get: {
            parameters: {
                query: {
                    /** @description The first day. */
                    from: components["schemas"]["Day"];
                    /** @description Only this project. */
                    project?: components["schemas"]["ProjectId"];
                    /** @description The last day, no earlier than the first: 100 days in all at most. */
                    to: components["schemas"]["Day"];
                    /** @description An IANA zone to cut the days in; UTC where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Statistics"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/team/days/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every agent's day in short, by name. With `If-None-Match` and the last answer's `ETag` it costs little to ask again. */
        get: {
            parameters: {
                query?: {
                    /** @description Only this agent. */
                    agent?: components["schemas"]["AgentId"];
                    /** @description `next` of the page before. */
                    cursor?: components["schemas"]["AgentId"];
                    /** @description Agents on a page: 200 at most. */
                    limit?: number;
                    /** @description Only this project. */
                    project?: components["schemas"]["ProjectId"];
                    /** @description An IANA zone to cut the day in; UTC where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The day, `YYYY-MM-DD` */
                    day: components["schemas"]["Day"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TeamDay"];
                    };
                };
                /** @description As in the answer with that ETag */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each agent worked on each project, day by day, and what members said about it. */
        get: {
            parameters: {
                query: {
                    /** @description Only this agent. */
                    agent?: components["schemas"]["AgentId"];
                    /** @description `next` of the page before. */
                    cursor?: components["schemas"]["AgentId"];
                    /** @description The first day. */
                    from: components["schemas"]["Day"];
                    /** @description Agents on a page: 200 at most. */
                    limit?: number;
                    /** @description Only this project. */
                    project?: components["schemas"]["ProjectId"];
                    /** @description The last day, no earlier than the first: 100 days in all at most. */
                    to: components["schemas"]["Day"];
                    /** @description An IANA zone to cut the days in; UTC where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Timesheet"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The timesheet as CSV in UTF-8. */
        get: {
            parameters: {
                query: {
                    /** @description Only this agent. */
                    agent?: components["schemas"]["AgentId"];
                    /** @description The first day. */
                    from: components["schemas"]["Day"];
                    /** @description The language of the columns' names, such as `de`; English where it is left out or unknown. */
                    lang?: string;
                    /** @description Only this project. */
                    project?: components["schemas"]["ProjectId"];
                    /** @description The last day, no earlier than the first: 100 days in all at most. */
                    to: components["schemas"]["Day"];
                    /** @description An IANA zone to cut the days in; UTC where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole timesheet as JSON, to be saved. */
        get: {
            parameters: {
                query: {
                    /** @description Only this agent. */
                    agent?: components["schemas"]["AgentId"];
                    /** @description The first day. */
                    from: components["schemas"]["Day"];
                    /** @description The language of the columns' names, such as `de`; English where it is left out or unknown. */
                    lang?: string;
                    /** @description Only this project. */
                    project?: components["schemas"]["ProjectId"];
                    /** @description The last day, no earlier than the first: 100 days in all at most. */
                    to: components["schemas"]["Day"];
                    /** @description An IANA zone to cut the days in; UTC where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Timesheet"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The timesheet as PDF. */
        get: {
            parameters: {
                query: {
                    /** @description Only this agent. */
                    agent?: components["schemas"]["AgentId"];
                    /** @description The first day. */
                    from: components["schemas"]["Day"];
                    /** @description The language of the columns' names, such as `de`; English where it is left out or unknown. */
                    lang?: string;
                    /** @description Only this project. */
                    project?: components["schemas"]["ProjectId"];
                    /** @description The last day, no earlier than the first: 100 days in all at most. */
                    to: components["schemas"]["Day"];
                    /** @description An IANA zone to cut the days in; UTC where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The timesheet as a workbook. */
        get: {
            parameters: {
                query: {
                    /** @description Only this agent. */
                    agent?: components["schemas"]["AgentId"];
                    /** @description The first day. */
                    from: components["schemas"]["Day"];
                    /** @description The language of the columns' names, such as `de`; English where it is left out or unknown. */
                    lang?: string;
                    /** @description Only this project. */
                    project?: components["schemas"]["ProjectId"];
                    /** @description The last day, no earlier than the first: 100 days in all at most. */
                    to: components["schemas"]["Day"];
                    /** @description An IANA zone to cut the days in; UTC where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds time to an agent's day on a project, or takes it off. What was recorded stays as it is; this stands beside it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAdjustment"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Review"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What members said about worked time, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Only of this agent's time. */
                    agent?: components["schemas"]["AgentId"];
                    /** @description `next` of the page before. */
                    cursor?: components["schemas"]["ReviewId"];
                    /** @description Reviews on a page: 200 at most. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Reviews"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Approves a stretch of an agent's time, or asks about it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewReview"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Review"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/timesheet/reviews/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said about a review, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before, or a comment: what was said before it. */
                    cursor?: components["schemas"]["CommentId"];
                    /** @description Comments on a page: 200 at most. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The review */
                    id: components["schemas"]["ReviewId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Comments"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Comments on a review. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The review */
                    id: components["schemas"]["ReviewId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewComment"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Comment"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The client's API tokens, without their secrets. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiTokens"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes an API token that acts as the member who makes it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenMade"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an API token, at once. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                    /** @description The token */
                    token: components["schemas"]["ApiTokenId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It opens nothing any more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clients/{client}/worklog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an agent did on a day. */
        get: {
            parameters: {
                query: {
                    /** @description The agent. */
                    agent: components["schemas"]["AgentId"];
                    /** @description The day, `YYYY-MM-DD`. */
                    day: components["schemas"]["Day"];
                    /** @description An IANA zone to cut the day in; each session's own where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkLog"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrollments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Binds the key of the DPoP proof to an invitation. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EnrollmentRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Enrollment"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whom an invitation is from. Binds nothing; any key may ask. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EnrollmentRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvitationPreview"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in ledger entries and a checkpoint, and cosigns it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LedgerRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LedgerResponse"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/agent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the signed-in account is to a client: name, devices, what stands about consent, and whom to write to. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/captures/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of one's own capture; no look is logged. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                };
                header?: never;
                path: {
                    /** @description The capture */
                    id: components["schemas"]["RecordId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/webp": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/captures/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of one's own capture at most 320 pixels wide and high; no look is logged. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                };
                header?: never;
                path: {
                    /** @description The capture */
                    id: components["schemas"]["RecordId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/webp": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/days/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the agent did on a day: what the client's members see of it. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                    /** @description An IANA zone to cut the day in; each session's own where it is left out. */
                    zone?: components["schemas"]["Zone"];
                };
                header?: never;
                path: {
                    /** @description The day, `YYYY-MM-DD` */
                    day: components["schemas"]["Day"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkLog"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that the server holds about the agent for a client, as a ZIP file: JSON, pictures and a page that explains them. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                    /** @description The language of the page that explains it, such as `de`; English where it is left out or unknown. */
                    lang?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agent's decisions with their receipts, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnReceipts"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/receipts/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of a decision as JSON-LD in the terms of the Data Privacy Vocabulary, in the shape of ISO/IEC TS 27560, to be
         *     saved. It says what the device's own says, which it names.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                };
                header?: never;
                path: {
                    /** @description SHA-256 of the receipt that the device made */
                    receipt: components["schemas"]["Sha256Hash"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/ld+json": Record<string, never>;
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What members said about the agent's time, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several */
                    client?: components["schemas"]["ClientId"];
                    /** @description `next` of the page before */
                    cursor?: components["schemas"]["ReviewId"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Reviews"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/reviews/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said about a review of the agent's time, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several */
                    client?: components["schemas"]["ClientId"];
                    /** @description `next` of the page before, or a comment: what was said before it */
                    cursor?: components["schemas"]["CommentId"];
                };
                header?: never;
                path: {
                    /** @description The review */
                    id: components["schemas"]["ReviewId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Comments"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Answers what was said about the agent's time. */
        post: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several. */
                    client?: components["schemas"]["ClientId"];
                };
                header?: never;
                path: {
                    /** @description The review */
                    id: components["schemas"]["ReviewId"];
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewComment"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Comment"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who opened which of the agent's captures, when; the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description The client; to be named by whoever works for several */
                    client?: components["schemas"]["ClientId"];
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Views"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects open to the agent with policies and notices, and what the agent withdrew elsewhere. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Policies"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they are to whom. Answers also where nobody is. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Signs in by a password. Where the account has a second factor, it is asked for next. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Signs out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Signed out */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in by a passkey. That is enough: the authenticator has made sure of the person. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeyAnswer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/passkey/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A challenge to sign in by a passkey, whoever's it is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Challenge"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to sign in by a client's identity provider: the page to go to, for this browser and a quarter of an hour. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GoingToProvider"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderAddress"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose provider it is that the link of a client leads to. Nothing where the client has none. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The client */
                    client: components["schemas"]["ClientId"];
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInOffer"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Completes it with what the provider sent the browser back with. The session counts for that client alone. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProviderAnswer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Completes a sign-in by a code of the authenticator app or by a recovery code, each of which works once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server waits for its first account. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SetUpState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes the operator's account of a fresh server, and signs in. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SetUp"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInState"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an access token that is bound to the key of the DPoP proof. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TokenRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Token"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/worklog/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in work records that the ledger commits to and consent covers. The body may be packed by gzip or zstd. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BatchRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchResponse"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The process answers */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation's link shows in a browser. Its secret is behind the hash sign and never comes here. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What to do with an invitation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Counters in the Prometheus text format */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests can be served: the database answers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Requests can be served */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description They can't */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description What is done with a link. A new password takes `password`; an invitation takes `name` and `password` of somebody who has no account
         *     yet, and neither of whoever is signed in.
         */
        Acceptance: {
            /** @description The language of somebody who has no account yet, as a BCP 47 tag. */
            lang?: string | null;
            /** @description The link, or what stands behind its hash sign. */
            link: string;
            /** @description The name of somebody who has no account yet. */
            name?: string | null;
            password?: components["schemas"]["Password"] | null;
        };
        /** @description What to change; what is left out stays. */
        AccountChange: {
            /** @description The language, as a BCP 47 tag. */
            lang?: string | null;
            /** @description The name. */
            name?: string | null;
        };
        /**
         * Format: uuid
         * @description A person who can sign in.
         */
        AccountId: string;
        /** @description A person who signs in. */
        AccountView: {
            /** @description What it signs in with. */
            email: string;
            /** @description Its id. */
            id: components["schemas"]["AccountId"];
            /** @description The language, as a BCP 47 tag. */
            lang: string;
            /** @description The name. */
            name: string;
            /** @description Whether it runs the server. */
            operator: boolean;
        };
        /** @description How busy the hours were. */
        Activity: {
            /**
             * @description Agents' hours by the share of their counted minutes in which anything was done: below a fifth, below two fifths
             *     and so on.
             */
            hours: number[];
        } | {
            /** @description Why. */
            withheld: components["schemas"]["Withheld"];
        };
        /** @description Counts for one minute, or for less at a pause or stop. Which keys they were is known to nobody. */
        ActivitySample: {
            /**
             * Format: uint32
             * @description Seconds in which anything of this happened.
             */
            active_s: number;
            /**
             * Format: uint32
             * @description Presses of mouse buttons, the wheel not among them.
             */
            clicks: number;
            /** @description Start of the stretch. */
            from: components["schemas"]["Timestamp"];
            /**
             * Format: uint32
             * @description Key presses; a held key counts once.
             */
            keys: number;
            /**
             * Format: uint32
             * @description The pointer's way in pixels.
             */
            pointer_px: number;
            /**
             * Format: uint32
             * @description Steps of the wheel, in any direction.
             */
            scroll: number;
            /** @description Its end. */
            to: components["schemas"]["Timestamp"];
        };
        /** @description Time that was added or taken off by hand. It stands beside what was recorded. */
        Adjustment: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Who did it. */
            by: string;
            /** @description The day that it belongs to. */
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes: added, or taken off where they are negative.
             */
            minutes: number;
            /** @description Why. */
            reason: string;
        };
        /** @description An agent with what they decided. */
        AgentDetail: {
            /** @description The agent. */
            agent: components["schemas"]["AgentRow"];
            /** @description What each device's ledger says about each category that a project asks for. */
            consents: components["schemas"]["Consent"][];
        };
        /**
         * Format: uuid
         * @description A remote worker, the data subject.
         */
        AgentId: string;
        /** @description Where an agent's link goes. */
        AgentInvitation: {
            /** @description The agent's address. */
            email: string;
            /** @description The language of the mail, as a BCP 47 tag. */
            lang?: string | null;
        };
        /** @description An agent, as one client knows them. */
        AgentOf: {
            /** @description The agent. */
            agent: components["schemas"]["AgentId"];
            /** @description The client. */
            client: components["schemas"]["ClientId"];
            /** @description Its name. */
            client_name: string;
            /** @description Their name. */
            name: string;
        };
        /** @description An agent in a list. */
        AgentRow: {
            /** @description When they were invited first. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Their devices. */
            devices: components["schemas"]["DeviceRow"][];
            /** @description Whether they have come to their own page, to which nobody else can be given a link then. */
            has_page: boolean;
            /** @description The agent. */
            id: components["schemas"]["AgentId"];
            /** @description Their name. */
            name: string;
        };
        /** @description Agents, a page of them. */
        Agents: {
            /** @description The agents, by name. */
            items: components["schemas"]["AgentRow"][];
            next?: components["schemas"]["AgentId"] | null;
        };
        /**
         * @description Whether a notification tells the agent of each capture of a category; a later one gives more notice.
         * @enum {string}
         */
        Announce: "none" | "after" | "before";
        /** @description A token as it is listed: everything but the secret. */
        ApiToken: {
            /** @description When it was made. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Until when it holds. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description Its id. */
            id: components["schemas"]["ApiTokenId"];
            /** @description Whose it is. */
            member: components["schemas"]["MemberId"];
            /** @description What it is for, in its owner's words. */
            name: string;
            revoked_at?: components["schemas"]["Timestamp"] | null;
            /** @description What it may be used for. */
            scopes: components["schemas"]["Scope"][];
            used_at?: components["schemas"]["Timestamp"] | null;
        };
        /**
         * Format: uuid
         * @description An API token of a member.
         */
        ApiTokenId: string;
        /** @description API tokens. */
        ApiTokens: {
            /** @description All of them, also those that don't hold any more, the newest first. */
            items: components["schemas"]["ApiToken"][];
            /** @description Always absent: they come whole. */
            next?: string | null;
        };
        /**
         * Format: uuid
         * @description A line of the audit log.
         */
        AuditId: string;
        /** @description A line of the audit log. */
        AuditLine: {
            /** @description What was done, such as `session.signed_in`. */
            action: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            actor?: string | null;
            /** @description What did it: `account`, `member`, `agent`, `operator` or `unknown`. */
            actor_kind: string;
            /** @description Its name at that time. */
            actor_name: string;
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description More about it, without content. */
            detail: Record<string, never>;
            /** @description Its id. */
            id: components["schemas"]["AuditId"];
            /** @description The thing's id. */
            object?: string | null;
            /** @description What kind of thing it was done to. */
            object_kind?: string | null;
        };
        /** @description A page of the audit log. */
        AuditPage: {
            /** @description Lines, the newest first. */
            items: components["schemas"]["AuditLine"][];
            /** @description Where the next page begins, if there is one. */
            next?: string | null;
        };
        /**
         * Format: uuid
         * @description A set of records that left the outbox together.
         */
        BatchId: string;
        /** @description A record of a batch, or what stands for it where it isn't sent (any more). */
        BatchItem: {
            /** @description The record, `candor_domain::Record`. */
            record: components["schemas"]["Record"];
            /** @description Base64 of the 32 bytes before the record in its commitment. */
            salt: string;
        } | {
            /** @description SHA-256(salt ‖ canonical record). */
            commitment: components["schemas"]["Sha256Hash"];
        };
        /**
         * @description Body of `POST /worklog/batches`; gzip and zstd are allowed.
         *
         *     The entry is cosigned already, and commits to this batch with these records in this order; otherwise all of it is refused. A record
         *     is refused by itself where it names another device, a project that isn't open to the agent, or a ledger size beyond `entry`; where
         *     no session ran at that size, or its category wasn't granted there under the notice that it names; where its picture is larger than
         *     that notice allows, wasn't put, or has another size than it says; and where a sample ends before it begins.
         */
        BatchRequest: {
            /** @description The batch, as in the ledger's `records` entry that commits to it. */
            batch: components["schemas"]["BatchId"];
            /**
             * Format: int64
             * @description The number of that entry in the ledger.
             */
            entry: number;
            /** @description The records in the order of the commitment, at most [`MAX_BATCH`]. */
            records: components["schemas"]["BatchItem"][];
        };
        /** @description Answer of `POST /worklog/batches`: one for each record that was sent in full, in order. */
        BatchResponse: {
            /** @description The answers. */
            records: components["schemas"]["RecordAnswer"][];
        };
        /** @description A screenshot or a webcam still. */
        Capture: {
            /** @description What can be said of it by machine. */
            finding: components["schemas"]["Finding"];
            /** @description The picture. */
            image: components["schemas"]["ImageRef"];
            /** @description Whether the agent blacked out a part. */
            redacted: boolean;
            /** @description What took it. */
            source: components["schemas"]["CaptureSource"];
        };
        /** @description A screenshot or a webcam still. */
        Captured: {
            /** @description When it was taken. */
            at: components["schemas"]["Timestamp"];
            /** @description `screenshots` or `webcam_stills`. */
            category: components["schemas"]["Category"];
            consent?: components["schemas"]["Coverage"] | null;
            /** @description The picture: a path beside the file this is written to, or below the server's address. */
            file: string;
            /** @description What can be said of it by machine. */
            finding: components["schemas"]["Finding"];
            /**
             * Format: uint32
             * @description Height in pixels.
             */
            height: number;
            /** @description The record. */
            id: components["schemas"]["RecordId"];
            /** @description How it is looked at: as its agent agreed to it, and as the newest policy asks. */
            looking: components["schemas"]["Looking"];
            /** @description Whether the agent blacked out a part. */
            redacted: boolean;
            /** @description Its session. */
            session: components["schemas"]["SessionId"];
            /** @description SHA-256 of the picture's bytes. */
            sha256: components["schemas"]["Sha256Hash"];
            /** @description From synthetic sensors. */
            synthetic: boolean;
            /**
             * Format: uint32
             * @description Width in pixels.
             */
            width: number;
        };
        /** @description What took a capture. */
        CaptureSource: {
            /** @enum {string} */
            from: "screen";
            /**
             * Format: uint32
             * @description Which monitor.
             */
            monitor: number;
        } | {
            /** @enum {string} */
            from: "camera";
        };
        /**
         * @description One kind of Work Information.
         * @enum {string}
         */
        Category: "activity_counts" | "screenshots" | "webcam_stills" | "work_notes";
        /** @description How much of the worked time a category covers. */
        CategoryCoverage: {
            /** @description The category. */
            category: components["schemas"]["Category"];
            /**
             * Format: int64
             * @description Places where something is missing.
             */
            gaps: number;
            /**
             * Format: double
             * @description The same as a share of all worked time, from 0 to 1; nothing where nothing was worked.
             */
            granted?: number | null;
            /** @description Milliseconds worked while it was granted. */
            granted_ms: components["schemas"]["Millis"];
            /**
             * Format: int64
             * @description Items received.
             */
            received: number;
        };
        /** @description A challenge for the browser. */
        Challenge: {
            /**
             * Format: uuid
             * @description Comes back with the answer.
             */
            ceremony: string;
            /** @description What the browser's `navigator.credentials` takes, with binary values in base64url. */
            options: Record<string, never>;
        };
        /** @description One difference between two versions of a policy. */
        Change: {
            category?: components["schemas"]["Category"] | null;
            /** @description A sentence that says it, and stands on its own. */
            text: string;
            /** @description Whether it asks more of the agent than before, or can't be told by machine not to: [`Policy::widens`]. */
            wider: boolean;
        };
        /** @description A client as its agents know it. */
        Client: {
            /** @description Its postal address. */
            address: string;
            /** @description The authority that takes complaints about it. */
            authority: string;
            /** @description How to reach it about personal data. */
            contact: string;
            /** @description The client. */
            id: components["schemas"]["ClientId"];
            /** @description Under whose law it processes, the widest last, such as "Germany, European Union". */
            jurisdiction: string;
            /** @description Its name. */
            name: string;
            /** @description Who runs the backend for it, the processor. */
            operator: string;
        };
        /** @description A new client and who is invited to be its owner. */
        ClientCreation: components["schemas"]["NewClient"] & {
            /** @description The language of the mail, as a BCP 47 tag. */
            lang?: string | null;
            /** @description The address of its first owner. */
            owner_email: string;
            /** @description The first owner's name, until they say another. */
            owner_name: string;
        };
        /**
         * Format: uuid
         * @description An organisation that ordered the work, the controller.
         */
        ClientId: string;
        /** @description A client that was made. */
        ClientMade: components["schemas"]["Sent"] & {
            /** @description The client. */
            id: components["schemas"]["ClientId"];
            /** @description Its first owner, who was invited. */
            owner: components["schemas"]["MemberId"];
        };
        /** @description Clients. */
        Clients: {
            /** @description All of them. */
            items: components["schemas"]["ClientView"][];
            /** @description Always absent: they come whole. */
            next?: string | null;
        };
        /** @description How a client's members have to sign in. */
        ClientSettings: {
            /** @description Whether they need an authenticator app or a passkey beside the password. */
            second_factor: boolean;
        };
        /** @description A client as its operator sees it. */
        ClientView: {
            /** @description How to reach it about personal data. */
            contact: string;
            /** @description Its id. */
            id: components["schemas"]["ClientId"];
            /** @description Its name. */
            name: string;
        };
        /** @description What somebody says about a review. */
        Comment: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Who. */
            by: string;
            /** @description Whether the agent wrote it. */
            by_agent: boolean;
            /** @description Which. */
            id: components["schemas"]["CommentId"];
            /** @description The words. */
            text: string;
        };
        /**
         * Format: uuid
         * @description What a member or an agent says about such a review.
         */
        CommentId: string;
        /** @description What was said about a review, a page of it. */
        Comments: {
            /** @description The comments, the newest first. */
            items: components["schemas"]["Comment"][];
            next?: components["schemas"]["CommentId"] | null;
        };
        /**
         * @description What there is to think of.
         * @enum {string}
         */
        Concern: "webcam_required" | "many_screenshots" | "not_by_consent" | "consent_not_free" | "long_retention" | "no_review" | "no_grace";
        /** @description What stands about a category in a device's ledger, each signature of which was checked. */
        Consent: {
            at?: components["schemas"]["Timestamp"] | null;
            /** @description The category. */
            category: components["schemas"]["Category"];
            /** @description Whether the newest version asks no more than what was decided on. */
            current: boolean;
            /** @description `granted`, `declined` or `withdrawn`; nothing where it wasn't decided. */
            decision?: string | null;
            /** @description The device. */
            device: components["schemas"]["DeviceId"];
            notice?: components["schemas"]["Sha256Hash"] | null;
            policy_version?: components["schemas"]["PolicyVersion"] | null;
            /** @description The project. */
            project: components["schemas"]["ProjectId"];
            receipt?: components["schemas"]["Sha256Hash"] | null;
        };
        /** @description The decision that covers a record. */
        Coverage: {
            /** @description SHA-256 of the notice that was shown. */
            notice: components["schemas"]["Sha256Hash"];
            /** @description SHA-256 of the receipt's canonical bytes. */
            receipt: components["schemas"]["Sha256Hash"];
        };
        /**
         * Format: date
         * @description A calendar day, as `YYYY-MM-DD`; which instants it holds depends on a zone.
         */
        Day: string;
        /** @description A day of all together. */
        DayWorked: {
            /** @description How many agents worked. */
            agents: number;
            /** @description The day. */
            day: components["schemas"]["Day"];
            /** @description Milliseconds worked. */
            worked_ms: components["schemas"]["Millis"];
        };
        /**
         * Format: uuid
         * @description One enrolment of one agent on one device for one client.
         */
        DeviceId: string;
        /** @description A device in a list. */
        DeviceRow: {
            /** @description When it was enrolled. */
            enrolled_at: components["schemas"]["Timestamp"];
            /** @description The device. */
            id: components["schemas"]["DeviceId"];
            /** @description The entries of its ledger that were cosigned. */
            ledger_size: components["schemas"]["LedgerSize"];
            revoked_at?: components["schemas"]["Timestamp"] | null;
            /** @description Its last contact, give or take ten minutes. */
            seen_at: components["schemas"]["Timestamp"];
        };
        /** @description Answer of `POST /enrollments`. */
        Enrollment: {
            /** @description The agent. */
            agent: components["schemas"]["AgentId"];
            /** @description The enrolment. */
            device: components["schemas"]["DeviceId"];
            /** @description The client's projects open to the agent. */
            projects: components["schemas"]["Project"][];
            /** @description The server that cosigns. */
            server: components["schemas"]["ServerIdentity"];
        };
        /**
         * @description Body of `POST /enrollments`; the DPoP proof in the header names the key. Repeating it with the same key gives the
         *     same answer, so that a lost answer costs nothing.
         */
        EnrollmentRequest: {
            /** @description The invitation's secret. */
            invitation: string;
        };
        /**
         * @description What went wrong, for programs.
         * @enum {string}
         */
        ErrorCode: "malformed" | "too_large" | "not_found" | "method_not_allowed" | "invalid_token" | "invalid_dpop_proof" | "use_dpop_nonce" | "forbidden" | "cross_site" | "sign_in_refused" | "second_factor_required" | "sign_in_again" | "password_refused" | "link_unknown" | "link_used" | "link_expired" | "passkeys_unavailable" | "passkey_refused" | "provider_required" | "provider_unreachable" | "provider_refused" | "provider_untried" | "account_first" | "not_invited" | "last_owner" | "already_there" | "invitation_unknown" | "invitation_used" | "invitation_expired" | "device_revoked" | "ledger_behind" | "ledger_conflict" | "ledger_invalid" | "checkpoint_invalid" | "commitment_mismatch" | "record_conflict" | "wrong_device" | "session_not_running" | "not_consented" | "withdrawn" | "synthetic_refused" | "blob_missing" | "blob_mismatch" | "blob_invalid" | "outdated" | "reason_required" | "grace_over" | "rate_limited" | "unavailable" | "internal";
        /** @description Which second factors an account has. */
        Factors: {
            /**
             * Format: uint32
             * @description Passkeys.
             */
            passkeys: number;
            /**
             * Format: uint32
             * @description Recovery codes that were not used.
             */
            recovery_codes: number;
            /** @description Codes of an authenticator app. */
            totp: boolean;
        };
        /**
         * @description What can be said of a picture by machine, so that nobody takes it for more than it is.
         * @enum {string}
         */
        Finding: "ordinary" | "black" | "blank" | "unchanged";
        /** @description Where something is missing. */
        Gap: {
            /** @description What is missing. */
            category: components["schemas"]["Category"];
            /** @description From when. */
            from: components["schemas"]["Timestamp"];
            /** @description Why. */
            reason: components["schemas"]["GapReason"];
            /** @description Until when. */
            to: components["schemas"]["Timestamp"];
        };
        /** @description What remains where something is missing: time, category, reason, no content. */
        GapMarker: {
            /** @description What is missing. */
            category: components["schemas"]["Category"];
            /** @description From when. */
            from: components["schemas"]["Timestamp"];
            /** @description Why. */
            reason: components["schemas"]["GapReason"];
            /** @description Until when; the same as `from` for one item. */
            to: components["schemas"]["Timestamp"];
        };
        /**
         * @description Why something is missing.
         * @enum {string}
         */
        GapReason: "deleted" | "declined" | "withdrawn" | "paused" | "undecided" | "sensor_failed" | "storage_full";
        /** @description Where somebody wants to sign in. */
        GoingToProvider: {
            /** @description The client whose provider it is. */
            client: components["schemas"]["ClientId"];
            /** @description Whether the account that is signed in is to be known there from then on. */
            connect?: boolean;
            /** @description The invitation that is accepted thereby. */
            link?: string | null;
        };
        /** @description A picture by its content. */
        ImageRef: {
            /**
             * Format: uint32
             * @description Number of its bytes.
             */
            bytes: number;
            /**
             * Format: uint32
             * @description Height in pixels.
             */
            height: number;
            /** @description Its type. */
            media_type: components["schemas"]["MediaType"];
            /** @description SHA-256 of its bytes. */
            sha256: components["schemas"]["Sha256Hash"];
            /**
             * Format: uint32
             * @description Width in pixels.
             */
            width: number;
        };
        /**
         * Format: uuid
         * @description An invitation of an agent to a client's projects.
         */
        InvitationId: string;
        /**
         * @description Answer of `POST /invitations/preview`, whose body is that of `POST /enrollments`: whom the invitation is from. Nothing is
         *     bound by asking.
         */
        InvitationPreview: {
            /** @description Until when it is good. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description The client's projects that would be open to the agent. */
            projects: components["schemas"]["Project"][];
        };
        /** @description An invitation in a list. */
        InvitationRow: {
            /** @description Who is invited. */
            agent: components["schemas"]["AgentId"];
            /** @description When it was made. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Until when it holds. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description Which. */
            id: components["schemas"]["InvitationId"];
            /** @description Their name. */
            name: string;
            used_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description Invitations, a page of them. */
        Invitations: {
            /** @description The invitations, the newest first. */
            items: components["schemas"]["InvitationRow"][];
            next?: components["schemas"]["InvitationId"] | null;
        };
        /**
         * @description The part of a `ledger_behind` or `ledger_conflict` problem that tells how far the server knows a ledger. It stands
         *     beside the members of [`Problem`](crate::Problem).
         */
        KnownLedger: {
            /** @description The size that the server last cosigned. */
            ledger_size: components["schemas"]["LedgerSize"];
        };
        /**
         * @description The basis in law for processing, in the terms of Article 6(1) of the GDPR.
         * @enum {string}
         */
        LawfulBasis: "consent" | "contract" | "legal_obligation" | "legitimate_interests";
        /** @description Body of `POST /ledger`: the entries that the server lacks and a checkpoint over the whole ledger with them, signed by the device's key. */
        LedgerRequest: {
            /** @description The device's checkpoint, a C2SP signed note. */
            checkpoint: string;
            /**
             * @description Signed entries in order, at most [`MAX_ENTRIES`]: `{"entry": {…}, "sig": "base64"}`. Entries that the server has
             *     already must be the same.
             */
            entries: Record<string, never>[];
        };
        /** @description Answer of `POST /ledger`. */
        LedgerResponse: {
            /** @description The checkpoint with the server's cosignature added. */
            checkpoint: string;
        };
        /**
         * Format: int64
         * @description The number of entries of a ledger, and so a point in its order. At most 2^53 − 1.
         */
        LedgerSize: number;
        /** @description An agent's time on a project. */
        Line: {
            /**
             * Format: int64
             * @description Minutes that members added or took off by hand in all; nothing where none did.
             */
            adjusted_minutes?: number | null;
            /** @description The agent. */
            agent: components["schemas"]["AgentId"];
            /** @description The days on which anything was worked or adjusted. */
            days: components["schemas"]["Worked"][];
            /** @description Their name. */
            name: string;
            /** @description The project. */
            project: components["schemas"]["ProjectId"];
            /** @description Its name. */
            project_name: string;
            /** @description Whether any of it is from synthetic sensors or under another clock than the machine's. */
            synthetic: boolean;
            /** @description Milliseconds worked in all, as they were recorded. */
            worked_ms: components["schemas"]["Millis"];
        };
        /** @description What a link is for. */
        LinkPreview: {
            client?: components["schemas"]["ClientId"] | null;
            /** @description The client's name. */
            client_name?: string | null;
            /** @description The address that the invitation went to. */
            email?: string | null;
            /** @description Until when it holds. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description Whether that address has an account: sign in with it, then accept. */
            has_account: boolean;
            /** @description Whether the client's identity provider can vouch for the member, so that no password is needed. */
            provider: boolean;
            /** @description Whether it has to. */
            provider_required: boolean;
            /** @description What for. */
            purpose: components["schemas"]["LinkPurpose"];
            role?: components["schemas"]["Role"] | null;
        };
        /**
         * @description What a link is for.
         * @enum {string}
         */
        LinkPurpose: "member" | "agent" | "reset";
        /** @description A link. */
        LinkText: {
            /** @description The link, or what stands behind its hash sign. */
            link: string;
        };
        /** @description How the client's members look at pictures. */
        Looking: {
            /** @description Whether each picture stays covered until somebody asks for this very one. */
            covered?: boolean;
            /** @description Whether whoever looks must say why; the server shows nothing without. */
            reason?: boolean;
        };
        /** @description An invitation that was made. */
        MadeInvitation: {
            /** @description The agent. */
            agent: components["schemas"]["AgentId"];
            /** @description Until when it holds. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description Its id. */
            id: components["schemas"]["InvitationId"];
            /** @description The link with the secret, kept nowhere else. */
            invitation: string;
        };
        /**
         * @description What measured worked time.
         * @enum {string}
         */
        MeasuredBy: "boot_clock" | "wall_clock";
        /**
         * @description The types of picture that are taken.
         * @enum {string}
         */
        MediaType: "image/webp";
        /** @description What a member is to be. */
        MemberChange: {
            /** @description The role. */
            role: components["schemas"]["Role"];
        };
        /**
         * Format: uuid
         * @description A person who acts for a client: owner, reviewer or auditor.
         */
        MemberId: string;
        /** @description Who is invited as what. */
        MemberInvitation: {
            /** @description Where the invitation goes. */
            email: string;
            /** @description The language of the mail, as a BCP 47 tag. */
            lang?: string | null;
            /** @description The name, until they say another. */
            name: string;
            /** @description What they are to be. */
            role: components["schemas"]["Role"];
        };
        /** @description A member who was invited. */
        MemberInvited: components["schemas"]["Sent"] & {
            /** @description The member. */
            member: components["schemas"]["MemberView"];
        };
        /** @description Members. */
        Members: {
            /** @description All of them. */
            items: components["schemas"]["MemberView"][];
            /** @description Always absent: they come whole. */
            next?: string | null;
        };
        /** @description What an account is to a client. */
        Membership: {
            /** @description The client. */
            client: components["schemas"]["ClientId"];
            /** @description Its name. */
            client_name: string;
            /** @description The member. */
            member: components["schemas"]["MemberId"];
            /** @description The client demands that its members sign in by its identity provider. */
            needs_provider: boolean;
            /** @description The client demands more than the password that this session began with. */
            needs_second_factor: boolean;
            /** @description What the member is to the client. */
            role: components["schemas"]["Role"];
        };
        /**
         * @description How far a member came.
         * @enum {string}
         */
        MemberState: "invited" | "joined" | "tokens_only";
        /** @description A member as the client's owners see them. */
        MemberView: {
            /** @description Since when. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Where the invitation went, or what the account signs in with; absent for whoever has API tokens alone. */
            email?: string | null;
            /** @description Its id. */
            id: components["schemas"]["MemberId"];
            /** @description The name that agents see in the log of views. */
            name: string;
            /** @description What the member is to the client. */
            role: components["schemas"]["Role"];
            /** @description Whether they were invited, joined, or act by API tokens alone. */
            state: components["schemas"]["MemberState"];
        };
        /**
         * Format: int64
         * @description A stretch of time in milliseconds; at most 2^53 − 1 of them, 285,000 years.
         */
        Millis: number;
        /** @description Time to be added or taken off by hand: a minute at least. */
        NewAdjustment: {
            /** @description Whose time. */
            agent: components["schemas"]["AgentId"];
            /** @description On which day. */
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes to add, or to take off where they are negative: a day's at most, and some.
             */
            minutes: number;
            /** @description On which project. */
            project: components["schemas"]["ProjectId"];
            /** @description Why, in at most 2,000 characters; the agent reads it. */
            reason: string;
            zone?: components["schemas"]["Zone"] | null;
        };
        /** @description A new client. */
        NewClient: {
            /** @description Its postal address. */
            address: string;
            /** @description The authority that takes complaints about it. */
            authority: string;
            /** @description How to reach it about personal data. */
            contact: string;
            /** @description Under whose law it processes. */
            jurisdiction: string;
            /** @description Its name. */
            name: string;
            /** @description Who runs the server for it. */
            operator: string;
        };
        /** @description A comment to be made. */
        NewComment: {
            /** @description The words, at most 2,000 characters. */
            text: string;
        };
        /** @description Whom to invite: a new agent by name, or one who is there and needs another device. */
        NewInvitation: {
            agent?: components["schemas"]["AgentId"] | null;
            /**
             * Format: uint32
             * @description Days that it holds: 7 where they are left out.
             */
            days?: number | null;
            /** @description The name of a new agent, at most 200 characters. */
            name?: string | null;
        };
        /** @description A new passkey's answer. */
        NewPasskey: {
            /**
             * Format: uuid
             * @description The challenge's.
             */
            ceremony: string;
            /** @description What the browser gave, with binary values in base64url. */
            credential: Record<string, never>;
            /** @description What its owner calls it. */
            name: string;
        };
        /** @description A policy to be published. */
        NewPolicy: {
            based_on: components["schemas"]["PolicyVersion"] | null;
            /** @description What it says. */
            policy: components["schemas"]["PolicyDraft"];
        };
        /** @description A project to be made. */
        NewProject: {
            /** @description Its name, at most 200 characters. */
            name: string;
            /** @description Whether it takes synthetic records. */
            testing?: boolean;
        };
        /** @description A review to be made. It ends after it begins; one that is `questioned` has a comment. */
        NewReview: {
            /** @description Whose time. */
            agent: components["schemas"]["AgentId"];
            /** @description In words, at most 2,000 characters; a question needs some. */
            comment?: string | null;
            /** @description From when. */
            from: components["schemas"]["Timestamp"];
            project?: components["schemas"]["ProjectId"] | null;
            /** @description What it says. */
            state: components["schemas"]["Verdict"];
            /** @description Until when: 100 days at most. */
            to: components["schemas"]["Timestamp"];
        };
        /** @description A new API token. */
        NewToken: {
            /**
             * Format: uint32
             * @description Days that it holds, at most 365.
             */
            days: number;
            /** @description What it is for. */
            name: string;
            /** @description What it may be used for; of that, what its maker's role allows. */
            scopes: components["schemas"]["Scope"][];
        };
        /** @description The agent's words about the work. */
        Note: {
            /** @description The words; at most [`Note::MAX_BYTES`]. */
            text: string;
        };
        /** @description The agent's words. */
        Noted: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            consent?: components["schemas"]["Coverage"] | null;
            /** @description The record. */
            id: components["schemas"]["RecordId"];
            /** @description Its session. */
            session: components["schemas"]["SessionId"];
            /** @description The words. */
            text: string;
        };
        /**
         * @description A policy rendered for a person, in their language. Rendered once per language when the policy is published; a new
         *     version of Candor doesn't change it.
         */
        Notice: {
            /** @description The language, as a BCP 47 tag. */
            lang: string;
            /** @description The version of the policy. */
            policy_version: components["schemas"]["PolicyVersion"];
            /** @description The project whose policy it shows. */
            project: components["schemas"]["ProjectId"];
            /** @description SHA-256 of the text's UTF-8 bytes, the notice's identity. */
            sha256: components["schemas"]["Sha256Hash"];
            /** @description The text as the person reads it. */
            text: string;
        };
        /** @description The receipt of a decision. */
        OwnReceipt: {
            /** @description When, by the device's clock. */
            at: components["schemas"]["Timestamp"];
            /** @description The category. */
            category: components["schemas"]["Category"];
            /** @description `granted`, `declined` or `withdrawn`. */
            decision: string;
            /** @description The device that it was decided on. */
            device: components["schemas"]["DeviceId"];
            /** @description SHA-256 of the notice. */
            notice: components["schemas"]["Sha256Hash"];
            /** @description The version of the policy that was decided on. */
            policy_version: components["schemas"]["PolicyVersion"];
            /** @description The project. */
            project: components["schemas"]["ProjectId"];
            /** @description Its name. */
            project_name: string;
            /** @description SHA-256 of the receipt that the device made, by which ledger and records name it. */
            receipt: components["schemas"]["Sha256Hash"];
        };
        /** @description Receipts. */
        OwnReceipts: {
            /** @description The receipts, the newest first. */
            items: components["schemas"]["OwnReceipt"][];
            /** @description Always absent: they come whole. */
            next?: string | null;
        };
        /** @description A passkey that was added. */
        PasskeyAdded: {
            /** @description The passkey. */
            passkey: components["schemas"]["PasskeyView"];
            /** @description Recovery codes, shown this once; absent where the account has some already. */
            recovery_codes?: string[] | null;
        };
        /** @description A passkey's answer to a challenge. */
        PasskeyAnswer: {
            /**
             * Format: uuid
             * @description The challenge's.
             */
            ceremony: string;
            /** @description What the browser gave, with binary values in base64url. */
            credential: Record<string, never>;
        };
        /**
         * Format: uuid
         * @description A passkey of an account.
         */
        PasskeyId: string;
        /** @description A passkey's new name. */
        PasskeyName: {
            /** @description What its owner calls it. */
            name: string;
        };
        /** @description An account's passkeys. */
        Passkeys: {
            /** @description All of them. */
            items: components["schemas"]["PasskeyView"][];
            /** @description Always absent: there are few. */
            next?: string | null;
        };
        /** @description A passkey as its owner sees it. */
        PasskeyView: {
            /** @description When it was added. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Its id. */
            id: components["schemas"]["PasskeyId"];
            /** @description What its owner calls it. */
            name: string;
            used_at?: components["schemas"]["Timestamp"] | null;
        };
        /**
         * Format: password
         * @description A password as somebody typed it. It is never printed.
         */
        Password: string;
        /** @description The old and the new password. */
        PasswordChange: {
            /** @description The one that there is. */
            current: components["schemas"]["Password"];
            /** @description The one that there is to be. */
            new: components["schemas"]["Password"];
        };
        /** @description A pause of a session. */
        Pause: {
            /** @description From when. */
            from: components["schemas"]["Timestamp"];
            /** @description Until when it lasted or, where it goes on, is known to. */
            to: components["schemas"]["Timestamp"];
        };
        /** @description By what a sign-in can be completed. */
        Pending: {
            /** @description A passkey. */
            passkey: boolean;
            /** @description A recovery code. */
            recovery_code: boolean;
            /** @description A code of the authenticator app. */
            totp: boolean;
        };
        /** @description Answer of `GET /policies`. */
        Policies: {
            /** @description The projects open to the agent. */
            projects: components["schemas"]["ProjectPolicies"][];
            /** @description Categories that the agent withdrew elsewhere, until the device's ledger answers: every device stops them at once. */
            withdrawn: components["schemas"]["Withdrawal"][];
        };
        /** @description What one project collects. Immutable once published; a change is a new version. */
        Policy: {
            /** @description The terms of each category; one that is missing is off. */
            categories: {
                [key: string]: components["schemas"]["Terms"];
            };
            /**
             * Format: uint32
             * @description Hours after upload in which the agent deletes at once, without a request.
             */
            grace_hours: number;
            /** @description How pictures are looked at. */
            looking?: components["schemas"]["Looking"];
            /** @description The project. */
            project: components["schemas"]["ProjectId"];
            /** @description When it was published. */
            published_at: components["schemas"]["Timestamp"];
            /**
             * Format: uint32
             * @description Minutes that each item waits in the outbox for the agent's review.
             */
            review_minutes: number;
            /**
             * Format: uint32
             * @description Format of this document: 1.
             */
            v: number;
            /** @description The version. */
            version: components["schemas"]["PolicyVersion"];
            working_hours?: components["schemas"]["WorkingHours"] | null;
        };
        /**
         * @description A policy before it is published: without project, version and time, which publishing gives it.
         *
         *     `working_hours` has a day, and begins before it ends. Each category that isn't off says its purpose, location, recipients and what
         *     declining means, and how many days it is kept, from 1 to 3,650. `per_hour` is 60 for activity counts, 0 for notes and from 1 to
         *     3,600 for pictures; `max_bytes` is from 10,000 to 16,000,000 for pictures and 0 for what else there is; only pictures are announced.
         */
        PolicyDraft: {
            /** @description The terms of each category; one that is missing is off. */
            categories: {
                [key: string]: components["schemas"]["Terms"];
            };
            /**
             * Format: uint32
             * @description Hours after upload in which the agent deletes at once.
             */
            grace_hours: number;
            /** @description How pictures are looked at; covered until asked for where it is left out. */
            looking?: components["schemas"]["Looking"];
            /**
             * Format: uint32
             * @description Minutes that each item waits for the agent's review.
             */
            review_minutes: number;
            working_hours?: components["schemas"]["WorkingHours"] | null;
        };
        /**
         * Format: uint32
         * @description The version of a project's policy, counted from 1.
         */
        PolicyVersion: number;
        /**
         * @description What an agent does now.
         * @enum {string}
         */
        Presence: "recording" | "paused" | "off" | "unknown";
        /** @description What publishing a draft would mean. */
        Preview: {
            /** @description How many agents decided before and must decide again; nothing where there are too many to ask each ledger. */
            agents_to_decide?: number | null;
            based_on?: components["schemas"]["PolicyVersion"] | null;
            /** @description What is different from the newest version, in each language; nothing where there is none. */
            changes: {
                [key: string]: components["schemas"]["Change"][];
            };
            /** @description The notice as agents would read it, in each language. */
            notices: components["schemas"]["Notice"][];
            /** @description The version that it would be. */
            version: components["schemas"]["PolicyVersion"];
            /** @description What to think of twice. */
            warnings: components["schemas"]["Warning"][];
            /** @description The categories that ask more than before, or for the first time. */
            wider: components["schemas"]["Category"][];
        };
        /** @description An RFC 9457 problem document, `application/problem+json`. */
        Problem: {
            /** @description What happened, for programs. */
            code: components["schemas"]["ErrorCode"];
            /** @description What happened and what to do next, for people. */
            detail: string;
            /**
             * Format: uint32
             * @description The HTTP status.
             */
            status: number;
            /** @description The status in words. */
            title: string;
            /** @description `about:blank`: the code says what it is. */
            type?: string;
        };
        /** @description An agent, as one client knows them. */
        Profile: {
            /** @description The account that signs in. */
            account: components["schemas"]["AccountId"];
            /** @description The agent. */
            agent: components["schemas"]["AgentRow"];
            /** @description The client. */
            client: components["schemas"]["Client"];
            /** @description What each device's ledger says about each category that a project asks for. */
            consents: components["schemas"]["Consent"][];
            /** @description The address that it signs in with. */
            email: string;
            /** @description Its projects. */
            projects: components["schemas"]["ProjectName"][];
        };
        /** @description A project as its agents know it. */
        Project: {
            /** @description The client that ordered the work, the controller. */
            client: components["schemas"]["Client"];
            /** @description The project. */
            id: components["schemas"]["ProjectId"];
            /** @description Its name. */
            name: string;
            /** @description Made for testing: takes synthetic records. */
            testing: boolean;
        };
        /** @description A project with its policies. */
        ProjectDetail: {
            /** @description The newest version's notice in each language. */
            notices: components["schemas"]["Notice"][];
            /** @description The versions of its policy, the newest first: 100 at most. */
            policies: components["schemas"]["Policy"][];
            /** @description The project. */
            project: components["schemas"]["ProjectRow"];
        };
        /**
         * Format: uuid
         * @description A project of a client.
         */
        ProjectId: string;
        /** @description A project by its name. */
        ProjectName: {
            /** @description The project. */
            id: components["schemas"]["ProjectId"];
            /** @description Its name. */
            name: string;
        };
        /** @description A project with its policies and notices. */
        ProjectPolicies: {
            /** @description The notices of those versions in each language. */
            notices: components["schemas"]["Notice"][];
            /** @description Every published version of its policy, the current one last. */
            policies: components["schemas"]["Policy"][];
            /** @description The project. */
            project: components["schemas"]["Project"];
        };
        /** @description A project in a list. */
        ProjectRow: {
            /** @description When it was made. */
            created_at: components["schemas"]["Timestamp"];
            /** @description The project. */
            id: components["schemas"]["ProjectId"];
            /** @description Its name. */
            name: string;
            policy?: components["schemas"]["PolicyVersion"] | null;
            published_at?: components["schemas"]["Timestamp"] | null;
            /** @description Whether it takes synthetic records. */
            testing: boolean;
        };
        /** @description Projects, a page of them. */
        Projects: {
            /** @description The projects, in the order in which they were made. */
            items: components["schemas"]["ProjectRow"][];
            next?: components["schemas"]["ProjectId"] | null;
        };
        /** @description Where to go. */
        ProviderAddress: {
            /**
             * Format: uri
             * @description The provider's page.
             */
            url: string;
        };
        /** @description What the provider sent the browser back with. */
        ProviderAnswer: {
            /** @description The client that the address names. */
            client: components["schemas"]["ClientId"];
            /** @description `code`, where somebody signed in. */
            code?: string | null;
            /** @description `error`, where nobody did. */
            error?: string | null;
            /** @description `iss`, where the provider says who it is (RFC 9207). */
            issuer?: string | null;
            /**
             * Format: uuid
             * @description `state`, as it was sent along.
             */
            state: string;
        };
        /** @description What the provider is to be. */
        ProviderChange: {
            /** @description Its issuer, an address that begins with `https://`. */
            issuer: string;
            /** @description What this server is registered as there (`client_id`). */
            registered_as: string;
            /** @description Whether members have to sign in by it. Only after who asks has done so, and not with a new secret, which nobody tried. */
            required: boolean;
            /** @description The secret that it gave this server; absent for the one that there is, or for none. */
            secret?: string | null;
        };
        /** @description How a client's members sign in by its own identity provider. */
        ProviderSettings: {
            /**
             * Format: uri
             * @description What to register with it as the address that it sends browsers back to (`redirect_uri`).
             */
            callback: string;
            /** @description Whether the asker has signed in by it as it is now. */
            connected: boolean;
            provider?: components["schemas"]["ProviderView"] | null;
            /**
             * Format: uri
             * @description Where members begin.
             */
            sign_in: string;
        };
        /** @description A client's provider as its owners see it. */
        ProviderView: {
            /** @description When issuer, name or secret changed last. */
            changed_at: components["schemas"]["Timestamp"];
            /** @description Whether this server proves there that it asks, by a secret. */
            has_secret: boolean;
            /** @description Its issuer: where it publishes what it is. */
            issuer: string;
            /** @description What this server is called there (`client_id`). */
            registered_as: string;
            /** @description Whether members have to sign in by it. */
            required: boolean;
        };
        /** @description A version of a policy that was published. */
        Published: {
            /** @description Its notice in each language. */
            notices: components["schemas"]["Notice"][];
            /** @description The policy. */
            policy: components["schemas"]["Policy"];
        };
        /**
         * @description One work record.
         *
         *     `(device, stream, seq)` names it; the same name with other content is an alarm, never an overwrite.
         */
        Record: components["schemas"]["RecordBody"] & {
            /** @description When it was captured or, for samples and gaps, when it was complete; by the wall clock, for showing. */
            at: components["schemas"]["Timestamp"];
            consent?: components["schemas"]["Coverage"] | null;
            /** @description The enrolment that made it. */
            device: components["schemas"]["DeviceId"];
            /** @description The record. */
            id: components["schemas"]["RecordId"];
            /** @description The size of the device's ledger at that moment, where consent is judged. */
            ledger_size: components["schemas"]["LedgerSize"];
            /** @description The project worked on. */
            project: components["schemas"]["ProjectId"];
            /**
             * Format: int64
             * @description Its number there, rising; numbers may be left out. At most 2^53 − 1.
             */
            seq: number;
            /** @description The session worked in. */
            session: components["schemas"]["SessionId"];
            /** @description The row it stands in. */
            stream: components["schemas"]["Stream"];
            /** @description Made by synthetic sensors or under a clock that is not the machine's. */
            synthetic: boolean;
            /**
             * Format: uint32
             * @description Format of this document: 1.
             */
            v: number;
        };
        /** @description What became of one record. */
        RecordAnswer: {
            /** @description Which. */
            id: components["schemas"]["RecordId"];
            /** @enum {string} */
            status: "accepted";
        } | {
            /** @description Which. */
            id: components["schemas"]["RecordId"];
            /** @enum {string} */
            status: "duplicate";
        } | {
            /** @description Why, for programs. */
            code: components["schemas"]["ErrorCode"];
            id?: components["schemas"]["RecordId"] | null;
            /** @description Why, for people. */
            message: string;
            /** @enum {string} */
            status: "refused";
        };
        /** @description What was recorded. */
        RecordBody: {
            /** @description Counts for a minute. */
            body: components["schemas"]["ActivitySample"];
            /** @enum {string} */
            kind: "activity";
        } | {
            /** @description A screenshot or a webcam still. */
            body: components["schemas"]["Capture"];
            /** @enum {string} */
            kind: "capture";
        } | {
            /** @description The agent's words. */
            body: components["schemas"]["Note"];
            /** @enum {string} */
            kind: "note";
        } | {
            /** @description Where something is missing, and why. */
            body: components["schemas"]["GapMarker"];
            /** @enum {string} */
            kind: "gap";
        } | {
            /** @description A session as a whole, written when it ends. */
            body: components["schemas"]["SessionSummary"];
            /** @enum {string} */
            kind: "session";
        };
        /**
         * Format: uuid
         * @description One work record: a sample, capture, note or gap marker.
         */
        RecordId: string;
        /** @description Recovery codes, shown this once. */
        RecoveryCodes: {
            /** @description The codes; absent where the account has some already. */
            recovery_codes?: string[] | null;
        };
        /**
         * @description Body of `POST /captures/ID/redaction`: the picture that is to stand in the capture's place, put before. It has the same
         *     width and height as the old one, which is deleted.
         */
        RedactionRequest: {
            /** @description SHA-256 of the new picture's bytes. */
            sha256: components["schemas"]["Sha256Hash"];
        };
        /**
         * @description Whether a category is collected at all, and whether the project can be worked on without it.
         * @enum {string}
         */
        Requirement: "off" | "optional" | "required";
        /** @description Whose password is forgotten. */
        ResetRequest: {
            /** @description The address. */
            email: string;
        };
        /** @description A review of a stretch of time. */
        Review: {
            adjustment?: components["schemas"]["Adjustment"] | null;
            /** @description Whose time. */
            agent: components["schemas"]["AgentId"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description Who said so. */
            by: string;
            /** @description What was said about it last, in order: ten comments at most. */
            comments: components["schemas"]["Comment"][];
            /**
             * Format: int64
             * @description How many comments there are in all.
             */
            comments_count: number;
            /** @description From when. */
            from: components["schemas"]["Timestamp"];
            /** @description Which. */
            id: components["schemas"]["ReviewId"];
            project?: components["schemas"]["ProjectId"] | null;
            /** @description What it says. */
            state: components["schemas"]["Verdict"];
            /** @description Until when. */
            to: components["schemas"]["Timestamp"];
        };
        /**
         * Format: uuid
         * @description A member's approval or question about a stretch of worked time.
         */
        ReviewId: string;
        /** @description Reviews, a page of them. */
        Reviews: {
            /** @description The reviews, the newest first. */
            items: components["schemas"]["Review"][];
            next?: components["schemas"]["ReviewId"] | null;
        };
        /**
         * @description What a member is to the client.
         * @enum {string}
         */
        Role: "owner" | "reviewer" | "auditor";
        /** @description Counts for a minute or less. */
        Sample: {
            /**
             * Format: uint32
             * @description Seconds in which anything of this happened.
             */
            active_s: number;
            /**
             * Format: uint32
             * @description Presses of mouse buttons.
             */
            clicks: number;
            consent?: components["schemas"]["Coverage"] | null;
            /** @description When it began. */
            from: components["schemas"]["Timestamp"];
            /** @description The record. */
            id: components["schemas"]["RecordId"];
            /**
             * Format: uint32
             * @description Key presses.
             */
            keys: number;
            /** @description The minute that it began in. */
            minute: components["schemas"]["Timestamp"];
            /**
             * Format: uint32
             * @description The pointer's way in pixels.
             */
            pointer_px: number;
            /**
             * Format: uint32
             * @description Steps of the wheel.
             */
            scroll: number;
            /** @description Its session. */
            session: components["schemas"]["SessionId"];
            /** @description From synthetic sensors. */
            synthetic: boolean;
            /** @description When it ended. */
            to: components["schemas"]["Timestamp"];
        };
        /**
         * @description What an API token may be for. It never allows more than its member's role does.
         * @enum {string}
         */
        Scope: "worklog:read" | "worklog:write" | "captures:read" | "policies:read" | "policies:write" | "people:read" | "people:write" | "audit:read";
        /** @description One of two, and not both. */
        SecondFactor: {
            /** @description A code of the authenticator app. */
            code?: string | null;
            /** @description A recovery code. */
            recovery_code?: string | null;
        };
        /** @description A link that was given to somebody. */
        Sent: {
            /** @description Until when it holds. */
            expires_at: components["schemas"]["Timestamp"];
            /** @description The link, kept nowhere else. Absent where mail reaches people: then only who reads it is shown to have that address. */
            link?: string | null;
            /** @description Whether the mail was taken by the mail server, or written into the outbox. */
            mailed: boolean;
        };
        /** @description Who cosigns checkpoints. */
        ServerIdentity: {
            /** @description The name in its cosignatures. */
            name: string;
            /** @description Its Ed25519 public key: base64 of the 32 bytes. */
            public_key: string;
        };
        /** @description A session. */
        Session: {
            /** @description When it started. */
            from: components["schemas"]["Timestamp"];
            /** @description Which. */
            id: components["schemas"]["SessionId"];
            /** @description Until when it is known to have gone on: its end, or where it goes on the device's last contact or now. */
            known_to: components["schemas"]["Timestamp"];
            /** @description Whether it is known to go on: its device was heard of within the last quarter of an hour. */
            live: boolean;
            /** @description Milliseconds paused on this day. */
            paused_ms: components["schemas"]["Millis"];
            /** @description When it was paused, in order, as far as this day is touched by it. */
            pauses: components["schemas"]["Pause"][];
            /** @description Worked on. */
            project: components["schemas"]["ProjectId"];
            /** @description `idle` once it stopped. */
            state: components["schemas"]["SessionState"];
            /** @description From synthetic sensors or under another clock than the machine's. */
            synthetic: boolean;
            to?: components["schemas"]["Timestamp"] | null;
            /** @description What measured it. */
            worked_by: components["schemas"]["MeasuredBy"];
            /** @description Milliseconds worked on this day: running minus paused. */
            worked_ms: components["schemas"]["Millis"];
            /** @description Where the agent worked, and the day is cut. */
            zone: components["schemas"]["Zone"];
        };
        /**
         * Format: uuid
         * @description One stretch of work.
         */
        SessionId: string;
        /** @description An account's sessions. */
        Sessions: {
            /** @description All that hold. */
            items: components["schemas"]["SessionView"][];
            /** @description Always absent: there are few. */
            next?: string | null;
        };
        /**
         * @description Where a session stands.
         * @enum {string}
         */
        SessionState: "idle" | "running" | "paused";
        /** @description A session as a whole. */
        SessionSummary: {
            /** @description When it started. */
            from: components["schemas"]["Timestamp"];
            /** @description When it stopped. */
            to: components["schemas"]["Timestamp"];
            /** @description Time worked: running minus paused, by the boot clock. */
            worked_ms: components["schemas"]["Millis"];
            /** @description The zone that the agent worked in, where its days are cut. */
            zone: components["schemas"]["Zone"];
        };
        /** @description One of an account's sessions. */
        SessionView: {
            /** @description What the browser calls itself, shortened. */
            browser: string;
            /** @description When it began. */
            created_at: components["schemas"]["Timestamp"];
            /** @description Whether it is the one that asks. */
            current: boolean;
            /** @description Its id. */
            id: components["schemas"]["WebSessionId"];
            /** @description When it was used last, to the minute. */
            seen_at: components["schemas"]["Timestamp"];
        };
        /** @description The first account. */
        SetUp: {
            client?: components["schemas"]["NewClient"] | null;
            /** @description The code that the server's terminal shows. */
            code: string;
            /** @description The address to sign in with. */
            email: string;
            /** @description The language, as a BCP 47 tag. */
            lang?: string | null;
            /** @description The name. */
            name: string;
            /** @description The password. */
            password: components["schemas"]["Password"];
        };
        /** @description Whether the server is fresh. */
        SetUpState: {
            /** @description There is no account yet. */
            needed: boolean;
        };
        /** @description A SHA-256 digest; in JSON 64 lower-case hexadecimal digits. */
        Sha256Hash: string;
        /** @description An address and a password. */
        SignIn: {
            /** @description The address. */
            email: string;
            /** @description The password. */
            password: components["schemas"]["Password"];
        };
        /** @description A client whose members sign in by its own provider. */
        SignInOffer: {
            /** @description The client. */
            client: components["schemas"]["ClientId"];
            /** @description Its name. */
            client_name: string;
        };
        /** @description Who is signed in. */
        SignInState: {
            account?: components["schemas"]["AccountView"] | null;
            /** @description The agents that the account is. */
            agents: components["schemas"]["AgentOf"][];
            ends_at?: components["schemas"]["Timestamp"] | null;
            factors?: components["schemas"]["Factors"] | null;
            /** @description What the account is a member of. */
            memberships: components["schemas"]["Membership"][];
            only_for?: components["schemas"]["ClientId"] | null;
            /** @description Whether this server can have passkeys. */
            passkeys_available: boolean;
            pending?: components["schemas"]["Pending"] | null;
            /** @description The account has no second factor yet, and is asked to set one up. */
            second_factor_advised: boolean;
            strength?: components["schemas"]["Strength"] | null;
        };
        /** @description What a team's work comes to. */
        Statistics: {
            /** @description How busy the hours were. */
            activity: components["schemas"]["Activity"];
            /** @description How many agents worked. */
            agents: number;
            /** @description What the worked time is covered by. */
            coverage: components["schemas"]["CategoryCoverage"][];
            /** @description Worked time of all together, day by day. */
            days: components["schemas"]["DayWorked"][];
            /** @description The first day. */
            from: components["schemas"]["Day"];
            /** @description The last day. */
            to: components["schemas"]["Day"];
            /** @description Whether more happened than is counted. */
            truncated: boolean;
            /** @description The zone that the days are cut in. */
            zone: components["schemas"]["Zone"];
        };
        /**
         * @description A row of records of one kind from one device, numbered without regard to the others.
         * @enum {string}
         */
        Stream: "activity" | "captures" | "notes" | "gaps" | "sessions";
        /**
         * @description How somebody proved who they are.
         * @enum {string}
         */
        Strength: "pending" | "password" | "second_factor" | "passkey" | "provider";
        /** @description A team's day, a page of it. */
        TeamDay: {
            /** @description Up to when it is told, by the server's clock: the last full minute. */
            at: components["schemas"]["Timestamp"];
            /** @description The day, `YYYY-MM-DD`. */
            day: components["schemas"]["Day"];
            /** @description The agents, by name. */
            items: components["schemas"]["TeamMember"][];
            next?: components["schemas"]["AgentId"] | null;
            /** @description Whether more happened than is counted. */
            truncated: boolean;
            /** @description The zone that it is cut in. */
            zone: components["schemas"]["Zone"];
        };
        /** @description An agent's day in short. */
        TeamMember: {
            /** @description The agent. */
            agent: components["schemas"]["AgentId"];
            /**
             * Format: int64
             * @description Places where something is missing.
             */
            gaps: number;
            /** @description Milliseconds of samples that count nothing. */
            idle_ms: components["schemas"]["Millis"];
            /**
             * @description The activity in each quarter, from `0` for none to `4` for the most of this agent's day.
             * @example 00324042
             */
            levels: string;
            /** @description Their name. */
            name: string;
            /**
             * Format: int64
             * @description Notes.
             */
            notes: number;
            /** @description What the agent does now, whatever the day. */
            now: components["schemas"]["Presence"];
            /** @description Milliseconds of pauses within sessions. */
            paused_ms: components["schemas"]["Millis"];
            project?: components["schemas"]["ProjectId"] | null;
            /**
             * Format: int64
             * @description Screenshots.
             */
            screenshots: number;
            seen_at?: components["schemas"]["Timestamp"] | null;
            /**
             * @description The day in quarters of an hour, a letter each: `w` worked, `p` paused, `g` something is missing and nothing was
             *     counted, `-` nothing.
             * @example --wwwpww
             */
            strip: string;
            /** @description Whether any of the day is from synthetic sensors or under another clock than the machine's. */
            synthetic: boolean;
            /**
             * Format: int64
             * @description Webcam stills.
             */
            webcam_stills: number;
            /** @description Milliseconds worked. */
            worked_ms: components["schemas"]["Millis"];
        };
        /** @description The terms under which one category is collected. */
        Terms: {
            /** @description Whether a notification tells the agent of each capture; none where nothing is captured. */
            announce?: components["schemas"]["Announce"];
            /** @description What declining means; for a required category also the alternative that the client offers. */
            declining: string;
            /** @description The basis in law. */
            lawful_basis: components["schemas"]["LawfulBasis"];
            /** @description Where it is kept. */
            location: string;
            /**
             * Format: uint32
             * @description The largest capture in bytes; zero where nothing is captured.
             */
            max_bytes: number;
            /**
             * Format: uint32
             * @description How many items an hour at most; 60 for activity counts. Zero for notes: only when the agent writes one.
             */
            per_hour: number;
            /** @description What it is used for. */
            purpose: string;
            /** @description Who sees it. */
            recipients: string[];
            /** @description Whether the project can be worked on without it. */
            requirement: components["schemas"]["Requirement"];
            /**
             * Format: uint32
             * @description Days that the client keeps it.
             */
            retention_days: number;
        };
        /**
         * @description A time as a clock on the wall shows it, in whole minutes from `00:00` to `24:00`, the end of the day.
         * @example 09:00
         */
        TimeOfDay: string;
        /** @description A timesheet, a page of it. */
        Timesheet: {
            /** @description The first day. */
            from: components["schemas"]["Day"];
            /** @description Each agent's time on each project, by the agents' names; agents and projects without any are left out. */
            items: components["schemas"]["Line"][];
            next?: components["schemas"]["AgentId"] | null;
            /** @description What members said about it. */
            reviews: components["schemas"]["Review"][];
            /** @description The last day. */
            to: components["schemas"]["Day"];
            /** @description Whether more was worked, or more said about it, than is told. */
            truncated: boolean;
            /** @description The zone that the days are cut in. */
            zone: components["schemas"]["Zone"];
        };
        /**
         * Format: date-time
         * @description A wall-clock instant in whole milliseconds, in JSON RFC 3339 in UTC with exactly three decimals
         *     (`2026-11-22T04:05:06.789Z`).
         */
        Timestamp: string;
        /** @description Answer of `POST /token`: a sender-constrained access token (RFC 9449, section 5). */
        Token: {
            /** @description The token, to be sent as `Authorization: DPoP TOKEN`. */
            access_token: string;
            /**
             * Format: uint32
             * @description Seconds until it ends.
             */
            expires_in: number;
            /** @description Always `DPoP`. */
            token_type: string;
        };
        /** @description An API token that was made. */
        TokenMade: {
            /** @description Its secret, shown this once. */
            secret: string;
            /** @description The token. */
            token: components["schemas"]["ApiToken"];
        };
        /** @description Body of `POST /token`; the DPoP proof in the header is made with the device's key. */
        TokenRequest: {
            /** @description The enrolment. */
            device: components["schemas"]["DeviceId"];
        };
        /** @description A day in sums. */
        Totals: {
            /**
             * Format: int64
             * @description Places where something is missing.
             */
            gaps: number;
            /** @description Milliseconds of samples that count nothing. */
            idle_ms: components["schemas"]["Millis"];
            /** @description Milliseconds of pauses within sessions. */
            paused_ms: components["schemas"]["Millis"];
            /** @description Milliseconds worked. */
            worked_ms: components["schemas"]["Millis"];
        };
        /** @description A code of the app. */
        TotpCode: {
            /** @description Six digits. */
            code: string;
        };
        /** @description A secret for an authenticator app, not in use before a code of it came back. */
        TotpSecret: {
            /** @description In base 32, to be typed. */
            secret: string;
            /** @description The same as a link, for a QR code. */
            uri: string;
        };
        /**
         * @description What a review says.
         * @enum {string}
         */
        Verdict: "approved" | "questioned" | "adjusted";
        /** @description That somebody opened a capture. */
        View: {
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description The capture. */
            capture: components["schemas"]["RecordId"];
            /** @description Why, where they said so. */
            reason?: string | null;
            /** @description In which role. */
            role: string;
            /** @description Who, by name. */
            viewer: string;
        };
        /** @description Answer of `GET /me/views`, one page. */
        Views: {
            /** @description Where the next page begins, if there is one. */
            next?: string | null;
            /** @description The views, the newest first. */
            views: components["schemas"]["View"][];
        };
        /** @description Something to think of twice. */
        Warning: {
            category?: components["schemas"]["Category"] | null;
            /** @description What it is. */
            concern: components["schemas"]["Concern"];
        };
        /**
         * Format: uuid
         * @description A browser that an account signed in with.
         */
        WebSessionId: string;
        /**
         * @description A day of the week.
         * @enum {string}
         */
        Weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
        /**
         * @description A withdrawal made elsewhere. The device writes a `withdrawn` decision that answers it, whatever was decided there before
         *     and whatever any clock says; nothing of the category is accepted from it until it did and the agent granted anew.
         */
        Withdrawal: {
            /** @description When the server learned of it, by its clock: shown, never compared. */
            at: components["schemas"]["Timestamp"];
            /** @description The category. */
            category: components["schemas"]["Category"];
            /** @description Which: what the device's ledger answers. */
            id: components["schemas"]["WithdrawalId"];
            /** @description The project. */
            project: components["schemas"]["ProjectId"];
        };
        /**
         * Format: uuid
         * @description A withdrawal that was made elsewhere than on the device that learns of it.
         */
        WithdrawalId: string;
        /**
         * @description Why something isn't told.
         * @enum {string}
         */
        Withheld: "group_too_small";
        /** @description What was worked on a day. */
        Worked: {
            /** @description What members added or took off by hand, never counted into the recorded time. */
            adjustments?: components["schemas"]["Adjustment"][];
            /** @description The day. */
            day: components["schemas"]["Day"];
            review?: components["schemas"]["Verdict"] | null;
            /** @description Whether any of it is synthetic; left out where none is. */
            synthetic?: boolean;
            /** @description Milliseconds, as they were recorded. */
            worked_ms: components["schemas"]["Millis"];
        };
        /** @description The times at which a session can run, by the clock of the agent's machine. Outside them Candor pauses by itself. */
        WorkingHours: {
            /** @description The days of the week. */
            days: components["schemas"]["Weekday"][];
            /** @description When they begin on each of these days. */
            from: components["schemas"]["TimeOfDay"];
            /** @description When they end on the same day; later than `from`, at most `24:00`. */
            to: components["schemas"]["TimeOfDay"];
        };
        /** @description What an agent did on one day, as the client sees it. */
        WorkLog: {
            /** @description The agent. */
            agent: components["schemas"]["AgentId"];
            /** @description Their name. */
            agent_name: string;
            /** @description Screenshots and webcam stills, in order. */
            captures: components["schemas"]["Captured"][];
            /** @description The day, `YYYY-MM-DD`, cut in each session's zone unless `zone` says another. */
            day: string;
            /** @description Where something is missing, and why, in order. */
            gaps: components["schemas"]["Gap"][];
            /** @description The agent's words, in order. */
            notes: components["schemas"]["Noted"][];
            /** @description Counts, mostly one a minute, in order. */
            samples: components["schemas"]["Sample"][];
            /** @description The sessions that touch the day, in order. */
            sessions: components["schemas"]["Session"][];
            /** @description The day in sums. */
            totals: components["schemas"]["Totals"];
            /** @description Whether there is more than is shown: a day holds 20,000 records at most. */
            truncated: boolean;
            zone?: components["schemas"]["Zone"] | null;
        };
        /**
         * @description An IANA time zone by its name, such as `Europe/Berlin`.
         * @example Europe/Berlin
         */
        Zone: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
