// What is served compressed is compressed once, here; and the script that a first page needs is weighed.

import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import type { Plugin, Rollup } from "vite";

/** Gzipped bytes of script that a page may need before its first chart. */
export const LIMIT = 200_000;

const TEXT = /\.(?:html|js|css|svg|json|txt)$/;

/** The chunks that the first page loads. */
function first(bundle: Rollup.OutputBundle): Rollup.OutputChunk[] {
  const found = new Map<string, Rollup.OutputChunk>();
  const visit = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || found.has(name)) return;
    found.set(name, chunk);
    chunk.imports.forEach(visit);
  };
  for (const [name, chunk] of Object.entries(bundle)) if (chunk.type === "chunk" && chunk.isEntry) visit(name);
  return [...found.values()];
}

/** Fails a build whose first page is too heavy, and puts a `.br` beside every text file where that is wanted. */
export function squeeze(compressed: boolean): Plugin {
  return {
    name: "candor-squeeze",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const weight = first(bundle).reduce((sum, { code }) => sum + gzipSync(code).length, 0);
        this.info(`script before the first chart: ${(weight / 1000).toFixed(1)} kB gzipped, of ${LIMIT / 1000} kB at most`);
        if (weight > LIMIT) this.error(`The first page's script weighs ${weight} bytes gzipped, more than ${LIMIT}.`);
        if (!compressed) return;
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!TEXT.test(fileName)) continue;
          const bytes = Buffer.from(file.type === "chunk" ? file.code : file.source);
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
          this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotliCompressSync(bytes, { params }) });
        }
      },
    },
  };
}
