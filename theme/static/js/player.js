// A film plays where it stands. Without this script YouTube opens as a page of its own, and
// captions wait for the reader to choose them.
for (const link of document.querySelectorAll('.player__link[data-embed]')) {
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement('iframe');
    frame.className = 'player__frame';
    frame.src = `${link.dataset.embed}?autoplay=1&rel=0&hl=vi&cc_lang_pref=vi`;
    frame.title = link.dataset.title;
    frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    link.replaceWith(frame);
    frame.focus();
  });
}

for (const film of document.querySelectorAll('.player__film')) {
  film.addEventListener('play', () => {
    const tracks = [...film.textTracks];
    if (tracks.length && tracks.every((track) => track.mode === 'disabled')) tracks[0].mode = 'showing';
  }, { once: true });
}
