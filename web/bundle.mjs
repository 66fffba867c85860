// Bundles the page; see ./build.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { context } from "esbuild";

const TARGET = new URL("../rpc_camera/edge/page_files/", import.meta.url);
const MOST_BYTES = 150_000; // of the whole page, compressed

const made = await context({
  entryPoints: { app: "src/main.ts", style: "src/style.css" },
  outdir: "out",
  write: false,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "safari16.4"],
  external: ["node:*"],
  legalComments: "eof",
});

async function build() {
  const { outputFiles } = await made.rebuild();
  const bundled = outputFiles.map(({ path, contents }) => [path.split("/").pop(), Buffer.from(contents)]);
  const copied = await Promise.all(
    (await readdir("static")).map(async (name) => [name, await readFile(`static/${name}`)]),
  );
  return new Map([...copied, ...bundled].sort());
}

async function write(files) {
  for (const name of await readdir(TARGET)) {
    if (!files.has(name)) {
      await rm(new URL(name, TARGET));
    }
  }
  for (const [name, bytes] of files) {
    await writeFile(new URL(name, TARGET), bytes);
  }
}

async function stale(files) {
  const there = await readdir(TARGET);
  const differing = [];
  for (const [name, bytes] of files) {
    if (!there.includes(name) || !bytes.equals(await readFile(new URL(name, TARGET)))) {
      differing.push(name);
    }
  }
  return [...differing, ...there.filter((name) => !files.has(name))];
}

function weigh(files) {
  const sizes = [...files].map(([name, bytes]) => [name, gzipSync(bytes, { level: 9 }).length]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`${sizes.map(([name, size]) => `${name} ${size}`).join(", ")}: ${total} bytes compressed`);
  if (total > MOST_BYTES) {
    console.error(`The page is to be at most ${MOST_BYTES} bytes compressed.`);
    process.exitCode = 1;
  }
}

const files = await build();
weigh(files);
if (process.argv.includes("--check")) {
  const names = await stale(files);
  if (names.length > 0) {
    console.error(`The built page is stale (${names.join(", ")}): run web/build, and commit what it writes.`);
    process.exitCode = 1;
  }
} else {
  await write(files);
}
await made.dispose();
