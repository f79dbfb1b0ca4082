// What the pages do more where scripts run: suggestions, keys, zoom, and boxes and
// words that light up together. Everything works without.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Suggestions: a list below the field, as the ARIA pattern of a combobox has it.
  let lists = 0;
  for (const field of all("#q, input[data-suggest]")) suggestFor(field);
  document.addEventListener("arrived", e => all("input[data-suggest]", e.target).forEach(suggestFor));

  function suggestFor(field) {
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = "suggest-" + ++lists;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", document.documentElement.lang === "en" ? "Documents" : "Văn bản");
    field.parentElement.append(list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    let chosen = -1, timer, asked, gone = false;
    field.form?.addEventListener("submit", e => { if (gone) e.preventDefault(); });

    const close = () => {
      list.hidden = true;
      chosen = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const take = item => {
      if (field.dataset.suggest === "ref") {
        field.value = decodeURIComponent(item.address.split("/").pop());
        close();
      } else {
        gone = true; // the form must not go elsewhere meanwhile
        location.href = item.address;
      }
    };
    const show = items => {
      list.replaceChildren(...items.map((item, i) => {
        const li = document.createElement("li");
        li.id = list.id + "-" + i;
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", "false");
        const name = document.createElement("b"), about = document.createElement("span");
        name.textContent = item.name;
        about.textContent = item.about;
        li.append(name, about);
        li.addEventListener("mousedown", e => { e.preventDefault(); take(item); });
        li.item = item;
        return li;
      }));
      chosen = -1;
      list.hidden = items.length === 0;
      field.setAttribute("aria-expanded", String(items.length > 0));
    };
    const choose = by => {
      const n = list.children.length;
      if (!n) return;
      if (chosen >= 0) list.children[chosen].setAttribute("aria-selected", "false");
      chosen = (chosen + by + n + (chosen < 0 && by < 0 ? 1 : 0)) % n;
      const li = list.children[chosen];
      li.setAttribute("aria-selected", "true");
      li.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", li.id);
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      chosen = -1;
      field.removeAttribute("aria-activedescendant");
      timer = setTimeout(async () => {
        asked?.abort();
        asked = new AbortController();
        const text = field.value.trim();
        if (text.length < 2) return close();
        try {
          const answer = await fetch("/suggest?q=" + encodeURIComponent(text), { signal: asked.signal });
          const items = answer.ok ? await answer.json() : [];
          if (chosen < 0 && document.activeElement === field && field.value.trim() === text) show(items);
        } catch { /* typing went on, or the server is away: no suggestions */ }
      }, 140);
    });
    field.addEventListener("keydown", e => {
      if (list.hidden) return;
      if (e.key === "ArrowDown") choose(1);
      else if (e.key === "ArrowUp") choose(-1);
      else if (e.key === "Escape") close();
      else if (e.key === "Enter" && chosen >= 0) take(list.children[chosen].item);
      else return;
      e.preventDefault();
    });
    field.addEventListener("blur", close);
  }

  // Keys: / to the search box, j and k through what is listed, o opens, [ and ] turn
  // the page, n and p lead to the next and the previous citation, f finds in the file, + and - zoom, ? helps.
  const find = document.querySelector("#find");
  const items = all(".hit, .citers > li, .findings > li, .tree .step, .reflist > li, .wide tbody tr");
  let at = -1;
  const go = by => {
    if (!items.length) return;
    items[at]?.classList.remove("here");
    at = Math.min(Math.max(at + by, 0), items.length - 1);
    items[at].classList.add("here");
    const link = items[at].querySelector("a");
    link?.focus({ preventScroll: true });
    items[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input:not([type=checkbox], [type=radio]), select, textarea")) {
      if (e.key === "Escape") e.target.blur?.();
      return;
    }
    const follow = selector => document.querySelector(selector)?.click();
    switch (e.key) {
      case "/": document.querySelector("#q")?.focus(); document.querySelector("#q")?.select(); break;
      case "j": go(1); break;
      case "k": go(-1); break;
      case "o": items[at]?.querySelector("a")?.click(); break;
      case "[": follow("a[rel=prev]"); break;
      case "]": follow("a[rel=next]"); break;
      case "n": case "p": follow(`a[data-key=${e.key}]`); break;
      case "f": case "g": { // to the words, to the page
        const field = e.key === "f" ? find : document.querySelector(".turn input[name=page]");
        if (!field) return;
        field.focus();
        field.select();
        break;
      }
      case "c": follow("a[data-copy]"); break;
      case "+": case "=": zoom(1); break;
      case "-": zoom(-1); break;
      case "?": location.href = "/help"; break;
      default: return;
    }
    e.preventDefault();
  });

  // Zoom of the picture of a page.
  const scan = document.querySelector(".scan");
  let near = 0;
  function zoom(by) {
    if (!scan) return;
    scan.classList.remove("zoom-" + near);
    near = Math.min(Math.max(near + by, 0), 3);
    if (near) scan.classList.add("zoom-" + near);
    const image = scan.querySelector("image"), fine = image.getAttribute("href").split("?")[0] + "?close=1";
    if (near > 1 && image.getAttribute("href") !== fine) image.setAttribute("href", fine);
    scan.querySelector(".box.on")?.scrollIntoView({ block: "center", inline: "center" });
  }
  for (const button of all("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  }
  document.querySelector(".strip [aria-current]")?.scrollIntoView({ block: "nearest" });
  // The box that was asked for comes into view, beside its words.
  scan?.querySelector(".box.on, .box.found")?.scrollIntoView({ block: "nearest" });

  // The link to a place is copied; where words on the page are chosen, it is one that finds them.
  for (const link of all("a[data-copy]")) {
    const says = link.textContent;
    link.addEventListener("click", async e => {
      e.preventDefault();
      const text = document.querySelector(".text"), chosen = getSelection();
      const words = text && chosen.rangeCount && text.contains(chosen.getRangeAt(0).commonAncestorContainer)
        ? chosen.toString().replace(/[\s"“”]+/g, " ").trim().slice(0, 120) : "";
      const address = words ? link.dataset.within + encodeURIComponent('"' + words + '"') + "#at" : link.getAttribute("href");
      await copy(new URL(address, location.href).href);
      link.textContent = link.dataset.copied;
      setTimeout(() => { link.textContent = says; }, 2000);
    });
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // not on this machine and not by TLS: browsers then let nobody at the clipboard but so
      const field = document.createElement("textarea");
      field.value = text;
      field.className = "hidden";
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  // The picture of a chain fits the width and begins with its document; it is moved and drawn nearer by
  // pointer, wheel, buttons and keys.
  for (const canvas of all(".canvas[data-root]")) look(canvas);

  function look(canvas) {
    const svg = canvas.querySelector("svg"), saved = document.querySelector("#svg"), address = saved.getAttribute("href");
    const { width, height } = svg.viewBox.baseVal;
    const [rootX, rootY] = canvas.dataset.root.split(",").map(Number);
    const least = 0.15, most = 3;
    canvas.classList.add("live");
    svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    let x = 0, y = 0, scale = 1;
    const box = () => ({ w: canvas.clientWidth, h: canvas.clientHeight });
    const within = (at, room, size) => size <= room ? (size - room) / 2 : Math.min(Math.max(at, -20), size - room + 20);
    const draw = () => {
      const { w, h } = box();
      x = within(x, w / scale, width);
      y = within(y, h / scale, height);
      const view = [x, y, w / scale, h / scale];
      svg.setAttribute("viewBox", view.join(" "));
      saved.setAttribute("href", address + (address.includes("?") ? "&" : "?") + "view=" + view.map(Math.round).join(","));
    };
    const centre = (cx, cy) => { const { w, h } = box(); x = cx - w / scale / 2; y = cy - h / scale / 2; draw(); };
    const near = (by, px = box().w / 2, py = box().h / 2) => {
      const old = scale;
      scale = Math.min(Math.max(scale * by, least), most);
      x += px / old - px / scale;
      y += py / old - py / scale;
      draw();
    };
    const begin = () => { // the width, as long as it can be read
      scale = Math.min(Math.max(box().w / (width + 16), 0.75), 1.1);
      canvas.style.maxHeight = Math.max(Math.ceil(height * scale) + 48, 320) + "px";
      centre(rootX, rootY);
    };
    const fit = () => {
      scale = Math.min(Math.max(Math.min(box().w / (width + 16), box().h / (height + 16)), least), 1.1);
      centre(width / 2, height / 2);
    };
    const looks = { in: () => near(1.3), out: () => near(1 / 1.3), fit, root: () => { scale = 1; centre(rootX, rootY); } };
    for (const button of all("[data-look]")) button.addEventListener("click", looks[button.dataset.look]);
    all(".live-tools").forEach(tools => { tools.hidden = false; });

    canvas.addEventListener("keydown", e => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const step = 80 / scale;
      switch (e.key) {
        case "ArrowLeft": x -= step; break;
        case "ArrowRight": x += step; break;
        case "ArrowUp": y -= step; break;
        case "ArrowDown": y += step; break;
        case "+": case "=": near(1.3); break;
        case "-": near(1 / 1.3); break;
        case "0": fit(); break;
        case "Home": looks.root(); break;
        default: return;
      }
      draw();
      e.preventDefault();
      e.stopPropagation();
    });
    canvas.addEventListener("wheel", e => {
      if (!e.ctrlKey) return;
      const at = canvas.getBoundingClientRect();
      near(Math.exp(-e.deltaY / 300), e.clientX - at.left, e.clientY - at.top);
      e.preventDefault();
    }, { passive: false });

    let from = null, moved = false;
    const fingers = new Map(); // two of them draw the picture nearer, or away
    const apart = () => {
      const [[ax, ay], [bx, by]] = fingers.values(), at = canvas.getBoundingClientRect();
      return { far: Math.hypot(ax - bx, ay - by), x: (ax + bx) / 2 - at.left, y: (ay + by) / 2 - at.top };
    };
    const pinch = e => {
      const before = apart();
      fingers.set(e.pointerId, [e.clientX, e.clientY]);
      const now = apart();
      x -= (now.x - before.x) / scale;
      y -= (now.y - before.y) / scale;
      near(now.far / Math.max(before.far, 1), now.x, now.y);
    };
    canvas.addEventListener("pointerdown", e => {
      if (e.pointerType === "touch") fingers.set(e.pointerId, [e.clientX, e.clientY]);
      if (fingers.size > 1) { from = null; moved = true; } else if (e.button === 0) { from = [e.clientX, e.clientY]; moved = false; }
    });
    canvas.addEventListener("touchmove", e => { if (e.touches.length > 1) e.preventDefault(); }, { passive: false });
    canvas.addEventListener("pointermove", e => {
      if (fingers.size === 2 && fingers.has(e.pointerId)) return pinch(e);
      if (!from || !(e.buttons & 1)) return;
      const dx = e.clientX - from[0], dy = e.clientY - from[1];
      if (!moved && Math.abs(dx) + Math.abs(dy) < 5) return;
      if (!moved) canvas.setPointerCapture(e.pointerId);
      moved = true;
      canvas.classList.add("dragged");
      from = [e.clientX, e.clientY];
      x -= dx / scale;
      y -= dy / scale;
      draw();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, e => { fingers.delete(e.pointerId); from = null; canvas.classList.remove("dragged"); });
    }
    canvas.addEventListener("click", e => { if (moved) e.preventDefault(); moved = false; }, true);
    canvas.addEventListener("dragstart", e => e.preventDefault());
    // What gets the focus comes into view.
    canvas.addEventListener("focusin", e => {
      const node = e.target.closest("a")?.querySelector("rect")?.getBBox(), { w, h } = box();
      if (!node || node.x >= x && node.y >= y && node.x + node.width <= x + w / scale && node.y + node.height <= y + h / scale) return;
      centre(node.x + node.width / 2, node.y + node.height / 2);
    });
    canvas.addEventListener("scroll", () => { canvas.scrollTo(0, 0); });
    addEventListener("resize", draw);
    addEventListener("beforeprint", () => svg.setAttribute("viewBox", `0 0 ${width} ${height}`));
    addEventListener("afterprint", draw);
    begin();
  }

  // A box and its words light up together.
  for (const link of all("[data-place]")) {
    const light = on => {
      for (const other of all(`[data-place="${link.dataset.place}"]`)) {
        (other.querySelector(".box") ?? other).classList.toggle("lit", on);
      }
    };
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) {
      link.addEventListener(event, () => light(on));
    }
  }
})();
