// The quotation of the day, also on a page that is older than the day; and another one for whoever asks.
(() => {
  const room = document.querySelector("[data-quotes]");
  if (!room) return;
  const all = document.querySelector(".banner__all");
  const button = document.querySelector(".banner__another");
  const begin = Date.parse(room.dataset.day);
  const printed = room.dataset.day.slice(0, 10);
  let day = printed;
  let loading;
  const load = () => {
    loading ??= fetch(room.dataset.quotes).then((answer) => answer.json());
    loading.catch(() => { loading = undefined; });
    return loading;
  };

  // A new figure in the place of the old one: what is not moved cannot push anything.
  const show = (quote) => {
    const figure = room.querySelector("figure").cloneNode(true);
    const put = (name, text = "") => { figure.querySelector(`.banner__${name}`).textContent = text; };
    for (const [name, key] of [["open", "open"], ["words", "text"], ["close", "close"], ["author", "author"], ["source", "source"]]) {
      put(name, quote[key]);
    }
    figure.querySelector(".banner__source").parentElement.hidden = !quote.source;
    figure.querySelector(".banner__sample").hidden = !quote.sample;
    const text = figure.querySelector("blockquote");
    if (quote.lang) text.lang = quote.lang;
    else text.removeAttribute("lang");
    room.querySelector("figure").replaceWith(figure);
    all.hash = quote.anchor;
  };

  // The library's day, wherever the reader is. Most pages are of today: a slow phone, which needs a
  // tenth of a second until it knows time zones, is not asked. No day is shorter than 23 hours.
  const HOUR = 3_600_000;
  const today = () => {
    const since = Date.now() - begin;
    if (since >= 0 && since < 23 * HOUR) return printed;
    return new Date().toLocaleDateString("sv-SE", { timeZone: room.dataset.zone });
  };
  const update = async () => {
    const now = today();
    if (now === day) return;
    const { first, days, quotes } = await load();
    const quote = quotes[days[(Date.parse(now) - Date.parse(first)) / 86_400_000]];
    if (quote) show(quote);
    day = now;
  };
  const another = async () => {
    // From the first click on: nobody is told what they did not ask for.
    room.ariaAtomic = "true";
    room.ariaLive = "polite";
    const { anyDay, quotes } = await load();
    const here = quotes.findIndex(({ anchor }) => `#${anchor}` === all.hash);
    show(quotes[(here + 1) % (anyDay > 1 ? anyDay : quotes.length)]);
  };
  button.addEventListener("click", () => {
    another().then(
      () => { button.textContent = "Câu khác"; },
      () => { button.textContent = "Chưa tải được, thử lại"; },
    );
  });
  button.hidden = false;
  const look = () => update().catch(() => {});
  look();
  document.addEventListener("visibilitychange", look);
})();
