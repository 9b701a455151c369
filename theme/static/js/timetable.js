// Where the van is now, by the sessions in the page and the library's clock.
(() => {
  const box = document.querySelector("[data-now]");
  const HOUR = 3_600_000;
  const minutes = (zone) => Number(zone.slice(0, 3)) * 60 + Number(zone[0] + zone.slice(4));
  const sessions = [...document.querySelectorAll("tr[data-ends]:not([data-off])")].map((row) => {
    const time = row.querySelector("time");
    const [ends, zone] = [row.dataset.ends.slice(11, 16), row.dataset.ends.slice(16) || "+00:00"];
    return {
      starts: Date.parse(time.dateTime),
      over: Date.parse(row.dataset.ends),
      from: time.textContent,
      to: ends,
      date: time.dateTime.slice(0, 10),
      shift: minutes(zone) * 60_000,
      van: row.dataset.van ?? "",
      day: row.closest("tbody").querySelector("th"),
      stop: row.querySelector("a"),
    };
  }).sort((one, other) => one.starts - other.starts);
  const today = (session, now) => new Date(now + session.shift).toISOString().startsWith(session.date);

  // Five states: off the road, on the way, at a stop, between stops, finished.
  const state = (mine, name, now) => {
    const here = mine.find(({ starts, over }) => starts <= now && now < over);
    if (here) return [`${name} đang ở `, here.stop, `, đến ${here.to}.`];
    const next = mine.find(({ starts }) => starts > now);
    const last = mine.findLast(({ over }) => over <= now);
    if (next && last) return [`${name} đã rời `, last.stop, ", sẽ tới ", next.stop, ` lúc ${next.from}.`];
    if (next && next.starts - now <= HOUR) return [`${name} đang trên đường tới `, next.stop, `, đến nơi lúc ${next.from}.`];
    if (next) return [`${name} chưa lên đường; hôm nay tới `, next.stop, ` lúc ${next.from}.`];
    return [`${name} đã xong các buổi hôm nay.`];
  };
  const paragraph = (parts) => {
    const made = document.createElement("p");
    made.append(...parts.map((part) => (part.cloneNode ? part.cloneNode(true) : part)));
    return made;
  };
  const tell = () => {
    const now = Date.now();
    const running = sessions.filter((session) => today(session, now));
    const vans = [...new Set(running.map(({ van }) => van))];
    const lines = vans.map((van) => state(running.filter((one) => one.van === van), vans.length > 1 && van ? van : "Xe", now));
    const next = sessions.find(({ starts }) => starts > now);
    if (!vans.length) lines.push([next ? "Hôm nay xe không chạy." : "Lịch trong trang này đã hết. Xin mở lại trang khi có mạng."]);
    if (next && !today(next, now)) lines.push([`Buổi tới: ${next.day.textContent}, ${next.from}–${next.to}, tại `, next.stop, "."]);
    const made = lines.map(paragraph);
    // What has not changed is not said again by a screen reader.
    if (made.map((line) => line.textContent).join() !== [...box.children].map((line) => line.textContent).join()) box.replaceChildren(...made);
  };
  if (sessions.length) {
    tell();
    setInterval(tell, 30_000);
    document.addEventListener("visibilitychange", tell);
  }
})();

// Stops by a part of their names, and the nearest ones.
(() => {
  const form = document.querySelector("[data-find]");
  const input = form.querySelector("input");
  const answer = form.querySelector("[role=status]");
  const all = document.querySelector("[data-stops]");
  const groups = [...all.querySelectorAll("dl > div")];
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  const find = () => {
    const wanted = fold(input.value.trim().replace(/\s+/g, " "));
    let count = 0;
    if (wanted) all.open = true;
    for (const group of groups) {
      const whole = fold(group.querySelector("dt").textContent).includes(wanted);
      for (const stop of group.querySelectorAll("dd")) {
        stop.hidden = !(whole || fold(stop.textContent).includes(wanted));
        count += !stop.hidden;
      }
      group.hidden = !group.querySelector("dd:not([hidden])");
    }
    answer.textContent = !wanted ? "" : count ? `Có ${count} điểm dừng.` : "Không có điểm dừng nào như vậy.";
  };
  input.addEventListener("input", find);
  if (input.value) find(); // typed before this script came
  form.addEventListener("submit", (event) => event.preventDefault());

  const near = form.querySelector("[data-near]");
  const places = [...document.querySelectorAll("[data-place]")];
  if (!places.length || !navigator.geolocation || !isSecureContext) return;
  near.hidden = false;
  const kilometres = (link, { latitude, longitude }) => {
    const [north, east] = link.dataset.place.split(",").map(Number);
    const rad = Math.PI / 180;
    const a = Math.sin(((north - latitude) * rad) / 2) ** 2
      + Math.cos(latitude * rad) * Math.cos(north * rad) * Math.sin(((east - longitude) * rad) / 2) ** 2;
    return 12_742 * Math.asin(Math.sqrt(a));
  };
  near.addEventListener("click", () => {
    answer.textContent = "Đang tìm vị trí…";
    // The position stays in this page: it is compared with the stops, and forgotten.
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const list = document.createElement("ol");
        const ranked = places.map((link) => [kilometres(link, coords), link]).sort(([one], [other]) => one - other);
        for (const [distance, link] of ranked.slice(0, 3)) {
          const item = document.createElement("li");
          item.append(link.cloneNode(true), `, cách ${distance.toFixed(1).replace(".", ",")} km`);
          list.append(item);
        }
        answer.replaceChildren(list, "Tính theo đường chim bay; vị trí không rời khỏi máy này.");
      },
      () => { answer.textContent = "Máy không cho biết vị trí. Hãy gõ tên xã, phường ở trên."; },
      { maximumAge: 60_000, timeout: 15_000 },
    );
  });
})();
