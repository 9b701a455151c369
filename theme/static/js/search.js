// The search page. Pagefind, and whatever else is needed to search, is asked for once somebody begins to.
const form = document.querySelector("[data-index]");
const { index, rules } = form.dataset;
const [status, list, more, all] = ["status", "results", "more", "all"].map((name) => document.querySelector(`[data-${name}]`));
const box = form.elements.q;
const selects = [...form.querySelectorAll("select")];
const AT_ONCE = 10;
const known = new Map();
let engine;
let queue = Promise.resolve();
let turn = 0;
let results = [];
let shown = 0;
let asks = Boolean(location.search); // the address is one that somebody asked for, by Enter, a filter or a link

const load = () => (engine ??= Promise.all([import(index), import(rules)]).then(async ([pagefind, words]) => {
  await pagefind.options({ ranking: { metaWeights: { title: 5, told: 0.5, filters: 0 } } });
  await pagefind.init();
  return { ...words, pagefind };
}).catch((error) => {
  engine = undefined; // the network may come back
  throw error;
}));

const asked = () => ({ q: box.value.trim(), chosen: selects.map(({ name, value }) => [name, value]).filter(([, value]) => value) });

const address = ({ q, chosen }) => {
  const query = new URLSearchParams([["q", q], ...chosen].filter(([, value]) => value)).toString();
  return location.pathname + (query && `?${query}`);
};

const read = () => {
  const query = new URLSearchParams(location.search);
  box.value = (query.get("q") ?? "").slice(0, box.maxLength);
  for (const select of selects) {
    select.value = query.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.value = "";
  }
};

/** Results in their order, and words that nothing has. */
const find = async ({ q, chosen }) => {
  const { pagefind, END, isPhrase, keyword, rank, spelt, term, typed } = await load();
  const ask = async (what, exactDiacritics = false, options = {}) => {
    await pagefind.options({ exactDiacritics });
    return (await pagefind.search(what, options)).results;
  };
  /** Where a word stands, by results. */
  const where = async (word, end) => {
    const key = spelt(word) + end;
    if (!known.has(key)) known.set(key, new Map((await ask(key)).map(({ id, words }) => [id, words])));
    return known.get(key);
  };
  const filters = chosen.filter(([name]) => name !== "xep");
  const newest = { sort: { ngay: "desc" } };
  const allowed = filters.length && await ask(filters.map((pair) => keyword(...pair)).join(" "), false, newest);
  const words = typed(q);
  if (!words.length) return { found: allowed || [], missing: [] };
  const missing = [];
  const used = [];
  const places = [];
  let open = false;
  for (const [i, word] of words.entries()) {
    let some = await where(word, END);
    open = !some.size && i === words.length - 1;
    if (open) some = await where(word, "");
    if (!some.size) missing.push(word);
    else {
      used.push(word);
      places.push(some);
    }
  }
  if (!used.length || (missing.length && isPhrase(q))) return { found: [], missing };
  const what = term(used, open && !missing.includes(words.at(-1)));
  const byDate = chosen.some(([name]) => name === "xep");
  let ranked = rank(byDate ? [] : await ask(what, true), await ask(what), places);
  if (isPhrase(q)) ranked = ranked.filter(({ phrase }) => phrase);
  let found = ranked.map(({ result }) => result);
  if (byDate) {
    const order = new Map((await ask(what, false, newest)).map(({ id }, i) => [id, i]));
    found.sort((a, b) => order.get(a.id) - order.get(b.id));
  }
  if (allowed) {
    const ids = new Set(allowed.map(({ id }) => id));
    found = found.filter(({ id }) => ids.has(id));
  }
  return { found, missing };
};

const put = (element, texts) => element.append(...texts.map((text, i) => {
  if (i % 2 === 0) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}));

const show = async (result, { marked, stretch, whole, written }) => {
  const data = await result.data();
  const chunks = data.content.split(" ");
  const title = data.meta.title.split(" ").length;
  const hits = new Set(result.words);
  const [from, to] = whole(chunks, title, stretch(result.words, title, chunks.length));
  const made = form.querySelector("template").content.cloneNode(true);
  const link = made.querySelector("a");
  link.href = data.url;
  put(link, marked(data.meta.title.split(" "), hits, 0, title));
  const [told, excerpt] = made.querySelectorAll("p");
  told.textContent = written(data.meta.told);
  const texts = marked(chunks, hits, from, to);
  if (from > title) texts[0] = `… ${texts[0]}`;
  if (to < chunks.length) texts[texts.length - 1] += " …";
  put(excerpt, texts);
  return made;
};

const showMore = async (mine, after) => {
  const rules = await load();
  const next = results.slice(shown, shown + AT_ONCE);
  const made = await Promise.all(next.map((result) => show(result, rules)));
  if (mine !== turn) return;
  if (after) list.append(...made);
  else list.replaceChildren(...made);
  shown += next.length;
  more.hidden = shown >= results.length;
  if (after) list.children[shown - next.length].querySelector("a").focus();
};

const say = (text) => {
  status.textContent = text || "\u00a0";
};
const quoted = (words) => words.map((word) => `“${word.replace(/^["“”„«]+(.+?)["“”»]+$/su, "$1")}”`).join(", ");

// Sentences are put together: the theme's scripts are made small by a program that knows no template within a template.
const tell = ({ q, chosen }, missing) => {
  const narrowed = chosen.some(([name]) => name !== "xep");
  const lacking = missing.length ? " Không có bài nào có chữ " + quoted(missing) : "";
  if (results.length) {
    const count = String(results.length).replace(/\B(?=(\d{3})+$)/g, ".");
    return count + " kết quả" + (q && " cho " + quoted([q])) + "." + (lacking && lacking + ": đây là kết quả của các chữ còn lại.");
  }
  return "Không tìm thấy " + (q ? quoted([q]) : "bài nào") + (narrowed ? " trong phần đã chọn." : ".") + (lacking && lacking + ".")
    + " Hãy xem lại chính tả, bớt chữ" + (narrowed ? ", bỏ chọn chuyên mục, năm, phòng" : "") + ", hoặc chọn trong danh sách dưới đây.";
};

const search = (wanted) => {
  const mine = ++turn;
  const nothing = !wanted.q && !wanted.chosen.some(([name]) => name !== "xep");
  if (nothing) {
    results = [];
    list.replaceChildren();
    list.ariaBusy = "false";
    more.hidden = true;
    all.hidden = false;
    return say("");
  }
  all.hidden = true;
  list.ariaBusy = "true"; // nothing of it is told before all of it is there
  if (!list.children.length) say("Đang tìm…");
  queue = queue.then(async () => {
    if (mine !== turn) return;
    const { found, missing } = await find(wanted);
    if (mine !== turn) return;
    [results, shown] = [found, 0];
    await showMore(mine);
    if (mine !== turn) return;
    all.hidden = results.length > 0;
    list.ariaBusy = "false";
    say(tell(wanted, missing));
  }).catch(() => {
    if (mine !== turn) return;
    list.replaceChildren();
    list.ariaBusy = "false";
    more.hidden = true;
    all.hidden = false;
    say("Không tải được phần tìm kiếm. Hãy kiểm tra mạng rồi thử lại, hoặc chọn trong danh sách dưới đây.");
  });
  return undefined;
};

/** Search for what is in the form; the address says so, as a step of its own or in the place of what was typed on the way. */
const go = (step) => {
  clearTimeout(go.later);
  const wanted = asked();
  const next = address(wanted);
  if (next !== location.pathname + location.search) {
    history[step || asks ? "pushState" : "replaceState"](null, "", next);
    asks = false;
  }
  if (step) asks = Boolean(location.search);
  search(wanted);
};

box.addEventListener("focus", () => load().catch(() => {}));
box.addEventListener("input", () => {
  clearTimeout(go.later);
  go.later = setTimeout(go, 300);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(true);
});
form.addEventListener("change", (event) => event.target !== box && go(true));
more.addEventListener("click", () => showMore(turn, true).catch(() => say("Không tải thêm được: hãy kiểm tra mạng rồi thử lại.")));
addEventListener("popstate", () => {
  asks = Boolean(location.search);
  read();
  search(asked());
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && box.value) {
    event.preventDefault();
    box.value = "";
    go(true);
  }
});
// Somebody may have begun before this script came.
const typed = box.value;
read();
if (document.activeElement === box) load().catch(() => {});
if (typed && typed !== box.value) {
  box.value = typed;
  go();
} else if (location.search) search(asked());
