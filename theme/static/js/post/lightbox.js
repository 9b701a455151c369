// Shows the photos of a page one at a time. Without it each link opens the large picture.
(() => {
  const links = [...document.querySelectorAll("a[data-photo]")];
  if (!links.length || !window.HTMLDialogElement) return;

  const groupOf = (link) => link.closest("[data-gallery]");
  const slug = location.pathname.split("/").slice(-2)[0];
  const network = navigator.connection;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let dialog, stage, count, caption, download, previous, next;
  let group = [];
  let current;
  let opener;
  let direction = 1;
  let ahead; // held, or the browser might drop it

  const make = (tag, name, parent, text) => {
    const node = document.createElement(tag);
    node.className = name;
    if (text) node.textContent = text;
    parent.append(node);
    return node;
  };

  const makeButton = (name, parent, sign, label, action) => {
    const button = make("button", `lightbox__button lightbox__${name}`, parent, sign);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", action);
    return button;
  };

  const build = () => {
    dialog = document.createElement("dialog");
    dialog.className = "lightbox";
    dialog.setAttribute("aria-label", "Xem ảnh");
    const bar = make("div", "lightbox__bar", dialog);
    count = make("p", "lightbox__count", bar);
    download = make("a", "lightbox__button", bar, "Tải ảnh");
    makeButton("close", bar, "Đóng", "Đóng, trở lại trang", () => dialog.close()).autofocus = true;
    stage = make("div", "lightbox__stage", dialog);
    caption = make("p", "lightbox__caption", dialog);
    for (const words of [count, caption]) words.setAttribute("aria-live", "polite");
    previous = makeButton("previous", dialog, "←", "Ảnh trước", () => step(-1));
    next = makeButton("next", dialog, "→", "Ảnh sau", () => step(1));
    dialog.addEventListener("close", onClose);
    stage.addEventListener("click", (event) => {
      if (event.target === stage) dialog.close();
    });
    let x, y;
    dialog.addEventListener("pointerdown", (event) => {
      x = event.isPrimary ? event.clientX : NaN;
      y = event.clientY;
    });
    dialog.addEventListener("pointerup", (event) => {
      const far = event.clientX - x;
      // A zoomed picture is being moved about, not turned over.
      if (Math.abs(far) > 48 && Math.abs(far) > 2 * Math.abs(event.clientY - y) && visualViewport.scale === 1) {
        step(far > 0 ? -1 : 1);
      }
      x = NaN;
    });
    document.body.append(dialog);
  };

  const showOnly = (image, address) => {
    image.parentNode.replaceChildren(image);
    image.removeAttribute("srcset");
    image.src = address;
  };

  // The same renditions as on the page, let loose on the whole screen.
  const enlarge = (link, moving) => {
    const small = link.querySelector("img");
    const picture = small.parentNode.cloneNode(true);
    const image = picture.querySelector("img");
    const width = image.getAttribute("width");
    const ratio = width / image.getAttribute("height");
    for (const node of picture.children) node.sizes = `min(100vw, ${Math.round(100 * ratio)}vh)`;
    if (moving) showOnly(image, link.href);
    image.className = "lightbox__image";
    image.loading = "eager";
    image.draggable = false;
    // As large as the stage allows; small originals not more than twice their size.
    image.style.inlineSize = `min(100cqi, ${100 * ratio}cqb, ${2 * width}px)`;
    // Until it arrives: its tone, and the small picture if the page has it.
    const known = small.naturalWidth ? small.currentSrc : "";
    image.style.background = link.querySelector("[fill]").getAttribute("fill");
    if (known) image.style.background += ` url("${known}") 0 0 / 100% 100%`;
    image.addEventListener("error", () => {
      if (!image.isConnected) return;
      if (known && image.src !== known) showOnly(image, known);
      else {
        stage.replaceChildren();
        make("p", "lightbox__missing", stage, `Không tải được ảnh: ${image.alt}`).role = "alert";
      }
    });
    image.addEventListener("load", () => {
      const neighbour = nearby(direction);
      const dear = network?.saveData || /2g/.test(network?.effectiveType);
      if (image.isConnected && neighbour !== link && !dear && !("moving" in neighbour.dataset)) {
        ahead = enlarge(neighbour);
      }
    });
    return picture;
  };

  const empty = () => {
    const image = stage.querySelector("img");
    stage.replaceChildren();
    // What nobody waits for any more must not hold up the next one.
    if (image && !image.complete) showOnly(image, "data:,");
  };

  const show = (link) => {
    if (!dialog) build();
    current = link;
    group = links.filter((other) => groupOf(other) === groupOf(link));
    const place = `${group.indexOf(link) + 1}/${group.length}`;
    empty();
    // A click asks for motion, leafing past does not.
    stage.append(enlarge(link, "moving" in link.dataset && !(dialog.open && calm.matches)));
    count.textContent = place;
    caption.textContent = link.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    download.href = link.href;
    download.download = `${slug}-${link.id}.${link.href.split(".").pop()}`;
    download.setAttribute("aria-label", `Tải ảnh ${place}`);
    previous.hidden = next.hidden = group.length < 2;
    if (!dialog.open) {
      opener = link;
      dialog.showModal();
    }
  };

  const nearby = (by) => group[(group.indexOf(current) + by + group.length) % group.length];

  const go = (link) => {
    if (link === current) return;
    show(link);
    history.replaceState(history.state, "", `#${link.id}`);
  };

  const step = (by) => {
    direction = by;
    go(nearby(by));
  };

  const KEYS = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    Home: () => go(group[0]),
    End: () => go(group[group.length - 1]),
  };

  const onKey = (event) => {
    const act = KEYS[event.key];
    if (act && dialog?.open && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      act();
    }
  };

  const onClose = () => {
    empty();
    ahead = null;
    opener.focus();
    // Still at the photo's address: closed by Esc or a button, not by Back.
    if (location.hash === `#${current.id}`) {
      if (history.state?.lightbox) history.back();
      else history.replaceState(null, "", location.pathname + location.search);
    }
  };

  const follow = () => {
    const link = links.find((one) => `#${one.id}` === location.hash);
    if (link) show(link);
    else if (dialog?.open) dialog.close();
  };

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      history.pushState({ lightbox: true }, "", `#${link.id}`);
      show(link);
    });
  }
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", follow);
  follow();
  // While the page loads, the browser goes to the "#anh-3" of the address and takes the focus along.
  window.addEventListener("load", () => {
    if (dialog?.open && !dialog.contains(document.activeElement)) dialog.querySelector("button").focus();
  });
})();
