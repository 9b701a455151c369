// How the index spells Vietnamese (plugins/search/spelling.py), and which results come first. Pure: search.js shows it.
export const END = "ꞏ";
const TO_OLD = new Map();
const TO_NEW = new Map();
for (const [one, other] of ["oa", "oe", "uy"]) {
  for (const tone of "\u0300\u0309\u0303\u0301\u0323") {
    const [old, fresh] = [one + tone + other, one + other + tone].map((pair) => pair.normalize("NFC"));
    TO_OLD.set(fresh, old);
    TO_NEW.set(old, fresh);
  }
}
const I = [..."iìỉĩíịIÌỈĨÍỊ"];
const Y = [..."yỳỷỹýỵYỲỶỸÝỴ"];
const LONGEST = 200;
const MOST = 12;

/** Words of a query as they were typed. */
export const typed = (query) => query.slice(0, LONGEST).normalize("NFC").replaceAll(END, "").match(/[\p{L}\p{N}]+/gu)?.slice(0, MOST) ?? [];

/** Whether the query stands between quotation marks: its words must follow each other. */
export const isPhrase = (query) => /^\s*["“”„«].+["“”»]\s*$/su.test(query.slice(0, LONGEST));

/** A word as the index has it, without its end. */
export const spelt = (word) => {
  const small = word.toLowerCase();
  const old = small.at(-3) === "q" ? undefined : TO_OLD.get(small.slice(-2));
  const own = old ? small.slice(0, -2) + old : small.replace(/^(h|k|l|m|s|t|qu)([iìỉĩíị])$/u, (_, head, i) => head + Y[I.indexOf(i)]);
  return own.replaceAll("ḏ", "d").replaceAll("đ", "ḏ");
};

/** What Pagefind is asked: whole words, but for the last one where it is still `open`. */
export const term = (words, open) => words.map(spelt).join(`${END} `) + (open ? "" : END);

/** The word by which results are filtered. */
export const keyword = (name, value) => `${END}${name}${value}${END}`.replaceAll("-", "");

/**
 * How many words of a query follow each other somewhere in a text, in their order: at most all. `places` are those of each word there,
 * `among` those that count.
 */
export const together = (places, among) => {
  let longest = 0;
  let before = new Map();
  for (const some of places) {
    const here = new Map();
    for (const place of some) {
      if (!among.has(place)) continue;
      const length = (before.get(place - 1) ?? 0) + 1;
      here.set(place, length);
      longest = Math.max(longest, length);
    }
    before = here;
  }
  return longest;
};

/**
 * One list of what was found with the marks as typed and with any marks. First where all words stand together, with the marks as
 * typed and then with others; then where they stand apart. Within each, by Pagefind's score. `places` tells for each word where it
 * stands in which result.
 */
export const rank = (exact, folded, places) => {
  const found = new Map();
  const add = (results, late) => {
    for (const result of results) {
      if (found.has(result.id)) continue;
      const length = together(places.map((of) => of.get(result.id) ?? []), new Set(result.words));
      found.set(result.id, {
        result,
        phrase: length === places.length,
        tier: late + (length < places.length ? 2 : 0),
        score: result.score * (1 + length / places.length),
      });
    }
  };
  add(exact, 0);
  add(folded, 1);
  return [...found.values()].sort((a, b) => a.tier - b.tier || b.score - a.score);
};

const fresh = (word, ends) => {
  if (ends < 2) return word;
  if (ends > 2) return word.slice(0, -1) + I[Y.indexOf(word.at(-1))];
  const pair = TO_NEW.get(word.slice(-2).toLowerCase());
  return pair ? word.slice(0, -2) + [...pair].map((c, i) => (word.at(i - 2) === word.at(i - 2).toLowerCase() ? c : c.toUpperCase())).join("") : word;
};

/** Text of the index as it was written. */
export const written = (text) => text.replaceAll(" `", "").replaceAll("`", "")
  .replace(/([\p{L}\p{N}]+?)(ꞏ+)/gu, (_, word, ends) => fresh(word, ends.length))
  .replaceAll("ḏ", "đ").replaceAll("Ḏ", "Đ");

/** Chunks `from` to `to` as they were written: texts, of which every other one, the second first, is to be marked. */
export const marked = (chunks, hits, from, to) => written(
  chunks.slice(from, to).map((chunk, i) => (hits.has(from + i) ? chunk.replace(/[\p{L}\p{N}]+/u, "\x01$&\x02") : chunk)).join(" "),
).replace(/\x02([ /.–-]?)\x01/g, "$1").split(/[\x01\x02]/);

/** The stretch of a text, from chunk `start` on, where most of the places are, and most of them together. */
export const stretch = (places, start, end, length = 34) => {
  const inside = places.filter((place) => place >= start).slice(0, 300);
  let [best, most] = [start, 0];
  inside.forEach((place, i) => {
    let worth = 0;
    for (let j = i; inside[j] < place + length - 8; j += 1) worth += inside[j] === inside[j - 1] + 1 ? 3 : 1;
    if (worth > most) [best, most] = [place, worth];
  });
  // A few words before the first one, but none alone at the beginning.
  let from = best - 6 < start + 4 ? start : best - 6;
  while (inside.includes(from - 1) && inside.includes(from)) from -= 1;
  return [from, Math.min(from + length, end)];
};

/** A stretch that cuts no number or address in two: parts of one are chunks that begin with a sign. Nine at most on either side. */
export const whole = (chunks, start, [from, to]) => {
  const inside = (at) => chunks[at]?.startsWith("`");
  let [first, last] = [from, to];
  while (first > start && from - first < 9 && inside(first)) first -= 1;
  while (last - to < 9 && inside(last)) last += 1;
  return [first, last];
};
