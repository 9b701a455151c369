// The visit figures of now in the place of those of the build. Whatever fails, what is shown stays.
(() => {
  const block = document.querySelector("[data-live]");
  if (!block || !window.IntersectionObserver || !window.AbortController) return;
  const { live, before, zone } = block.dataset;
  const DAY = 86_400_000;
  const FRESH = 600_000;
  const SPANS = { total: 0, year: 4, month: 7, today: 10 }; // how much of "2021-03-01" must agree
  const row = (name) => block.querySelector(`.aside__count--${name}`);
  const figure = (name) => row(name)?.lastElementChild;
  const time = block.querySelector("time");
  const shown = { at: Date.parse(time?.dateTime) };
  const isCount = (n) => Number.isSafeInteger(n) && n >= 0;
  const local = (at) => new Date(at).toLocaleString("sv-SE", { timeZone: zone }); // 2021-03-01 08:00:00

  const checked = (answer) => {
    const { version, as_of: asOf, total, sample } = answer;
    const at = /T.+(Z|[+-]\d\d:\d\d)$/.test(asOf) ? Date.parse(asOf) : NaN;
    const known = ["year", "month", "today", "online"].every((name) => answer[name] == null || isCount(answer[name]));
    if (version !== 1 || !isCount(total) || !known || !(at < Date.now() + DAY)) throw answer;
    if (Boolean(sample) !== "sample" in block.dataset) throw answer;
    return { ...answer, at };
  };

  const put = (name, count) => {
    if (!row(name)) return;
    shown[name] = count;
    row(name).hidden = !count;
    const text = String(count).replace(/\B(?=(\d{3})+$)/g, ".");
    if (count && figure(name).textContent !== text) figure(name).textContent = text;
  };

  let timer;
  const online = (count) => {
    clearTimeout(timer);
    const left = shown.at + FRESH - Date.now();
    const fresh = left > 0 && left < 2 * FRESH;
    put("online", fresh && count ? count : 0);
    if (fresh) timer = setTimeout(put, left, "online", 0);
  };

  // Never less than before: in all, and within the same year, month or day.
  const show = (news) => {
    const names = Object.keys(SPANS);
    const whole = !(news.at < shown.at) && names.every((name) => !(name in shown) || isCount(news[name]));
    for (const name of whole ? names : ["total"]) {
      const same = local(news.at).slice(0, SPANS[name]) === local(shown.at).slice(0, SPANS[name]);
      if (isCount(news[name])) put(name, same ? Math.max(shown[name] ?? 0, news[name]) : news[name]);
    }
    if (!whole) return;
    shown.at = news.at;
    const [year, month, day, hour, ...rest] = local(news.at).split(/\D/);
    const words = `${day}/${month}/${year} ${hour % 12 || 12}:${rest.join(":")} ${hour < 12 ? "SA" : "CH"}`;
    const note = time ?? block.querySelector("p");
    note.textContent = time ? words : `Tính đến ${words}`;
    online(news.online);
  };

  const ask = async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 2000);
    const response = await fetch(live, { signal: control.signal });
    let answer = await response.json();
    if (!response.ok) return;
    if (before) {
      // GoatCounter tells one figure, as words: "1 234".
      const digits = String(answer.count).replace(/[\s.,'’]/g, "");
      answer = { version: 1, as_of: new Date().toISOString(), total: /^\d+$/.test(digits) ? Number(before) + Number(digits) : NaN };
    }
    const news = checked(answer);
    const less = news.total < shown.total;
    show(news);
    if (!less) localStorage[live] = JSON.stringify(answer);
  };

  for (const name of Object.keys(SPANS)) {
    if (row(name) && !row(name).hidden) shown[name] = Number(figure(name).textContent.replaceAll(".", ""));
  }
  if (row("online")) online(row("online").hidden ? 0 : Number(figure("online").textContent.replaceAll(".", "")));
  try {
    const stored = checked(JSON.parse(localStorage[live]));
    if (stored.at > Date.now() - 7 * DAY) show(stored);
  } catch { /* none, none of ours, or no storage */ }
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    ask().catch(() => {});
  }).observe(block);
})();
