// The renditions of the photo benchmark by sharp, with its own defaults but for AVIF's effort (4 is its default):
// node sharp.mjs SOURCE OUTPUT WIDTHS EFFORT
import fs from "node:fs";
import path from "node:path";
import os from "node:os";
import sharp from "sharp";

const [, , source, output, widths, effort] = process.argv;
const all = widths.split(",").map(Number);
const middle = all[all.length >> 1];
const waiting = fs.readdirSync(source).filter((name) => name.endsWith(".jpg"));
fs.mkdirSync(output, { recursive: true });

const make = (name) => {
  const from = path.join(source, name);
  const to = (width, ending) => path.join(output, `${path.parse(name).name}-${width}.${ending}`);
  const upright = (width) => sharp(from).rotate().resize(width);
  return Promise.all([
    ...all.map((width) => upright(width).avif({ effort: Number(effort) }).toFile(to(width, "avif"))),
    upright(middle).jpeg().toFile(to(middle, "jpg")),
  ]);
};

const work = async () => {
  while (waiting.length) await make(waiting.pop());
};
await Promise.all(Array.from({ length: os.availableParallelism() }, work));
