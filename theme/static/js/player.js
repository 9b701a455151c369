// A film plays where it stands, one at a time. Without this script YouTube opens as a page of its
// own, and captions wait for the reader to choose them. Esc and the button put the picture back;
// within YouTube's player Esc is YouTube's.
const players = [...document.querySelectorAll('.player')];
const asked = Number(new URLSearchParams(location.search).get('t'));
const begin = Number.isSafeInteger(asked) && asked > 0 ? asked : 0;

function close(player) {
  const frame = player.querySelector('.player__frame');
  if (!frame) return;
  const link = player.querySelector('.player__link');
  const back = player.contains(document.activeElement);
  link.hidden = false;
  if (back) link.focus();
  frame.remove();
  player.querySelector('.player__close').hidden = true;
}

function quiet(others) {
  for (const other of players.filter((player) => player !== others)) {
    close(other);
    other.querySelector('video')?.pause();
  }
}

function open(player, second) {
  quiet(player);
  const link = player.querySelector('.player__link');
  const frame = document.createElement('iframe');
  frame.className = 'player__frame';
  frame.src = `${link.dataset.embed}?autoplay=1&rel=0&hl=vi&cc_lang_pref=vi${second ? `&start=${second}` : ''}`;
  frame.title = link.dataset.title;
  frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  // A new one each time: another address of the old one would be a step for the Back button.
  player.querySelector('.player__frame')?.remove();
  link.after(frame);
  link.hidden = true;
  player.querySelector('.player__close').hidden = false;
  frame.focus();
  // What loads there is a page of its own, which that focus does not reach: keys would miss it.
  frame.addEventListener('load', () => {
    if (document.activeElement !== frame) return;
    frame.blur();
    frame.focus();
  }, { once: true });
}

function seek(player, second) {
  const film = player.querySelector('video');
  if (!film) return open(player, second);
  film.currentTime = second;
  film.play().catch(() => {}); // the player itself shows what is wrong
  film.focus();
}

function onClick(link, act) {
  link?.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    act();
  });
}

for (const player of players) {
  onClick(player.querySelector('.player__link'), () => open(player, begin));
  onClick(player.querySelector('.player__close'), () => close(player));
  player.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close(player);
  });
  const film = player.querySelector('video');
  if (!film) continue;
  const caption = () => {
    const tracks = [...film.textTracks];
    if (tracks.length && tracks.every((track) => track.mode === 'disabled')) tracks[0].mode = 'showing';
  };
  film.addEventListener('play', () => quiet(player));
  film.addEventListener('play', caption, { once: true });
  if (!film.paused) caption(); // somebody was faster than this script
  if (begin) film.currentTime = begin; // nothing is loaded for it
}

for (const link of document.querySelectorAll('a[data-seek]')) {
  onClick(link, () => seek(players[0], Number(link.dataset.seek)));
}
