// Writes src/generated.ts from the server's OpenAPI document; with --check only says whether it is as it should be.

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";

const root = new URL("../../../", import.meta.url);
const document = process.env.CANDOR_OPENAPI ? pathToFileURL(process.env.CANDOR_OPENAPI) : new URL("server/openapi.json", root);
const file = new URL("../src/generated.ts", import.meta.url);

const head = "// Made from server/openapi.json by `npm run generate`. Not for editing.\n\n";
const api = JSON.parse(await readFile(document, "utf8"));
// Operations are found by their paths here; their names would only double them.
for (const operation of Object.values(api.paths).flatMap((path) => Object.values(path))) delete operation.operationId;
const made = head + astToString(await openapiTS(api, { alphabetize: true }));
if (!process.argv.includes("--check")) {
  await writeFile(file, made);
} else if ((await readFile(file, "utf8")) !== made) {
  console.error("src/generated.ts is not what server/openapi.json says: run `npm run generate --workspace api-client`.");
  process.exit(1);
}
