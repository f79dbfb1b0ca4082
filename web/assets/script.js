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
  // the page, + and - zoom, ? helps.
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
  // The box that was asked for comes into view, beside its words.
  scan?.querySelector(".box.on, .box.found")?.scrollIntoView({ block: "nearest" });

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
