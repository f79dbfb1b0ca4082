// The page of what is to be confirmed, where scripts run: the next question is there at
// once, what was answered is sent behind it one after the other, and is kept in the tab
// until the server has taken or refused it. Without scripts every answer is a form.
"use strict";
(() => {
  const page = document.querySelector("#confirm"), place = document.querySelector("#question");
  const told = document.querySelector("#told");
  if (!page) return;
  const words = page.dataset, kept = "danchieu waiting " + words.user;
  const token = () => page.querySelector("[name=token]").value;
  let next = null, moving = false, sending = false;
  let waiting = JSON.parse(sessionStorage.getItem(kept) ?? "[]");
  const keep = () => sessionStorage.setItem(kept, JSON.stringify(waiting));

  // The next question is fetched, with its picture, while this one is looked at.
  async function fetchQuestion(address) {
    const answer = await fetch(address);
    const doc = new DOMParser().parseFromString(await answer.text(), "text/html");
    const question = doc.querySelector("#question");
    if (!question) throw new Error("no question");
    const picture = question.querySelector("image")?.getAttribute("href");
    if (picture) new Image().src = picture;
    return { title: doc.title, question, user: doc.querySelector("#confirm").dataset.user };
  }
  const skip = () => place.querySelector("a[data-skip]");
  function arrive() {
    for (const button of place.querySelectorAll("[data-focus], .hint")) button.hidden = false;
    const first = place.querySelector("[autofocus]");
    first?.focus();
    next = skip() ? fetchQuestion(skip().href) : null;
    next?.catch(() => {}); // it is told when it is wanted
  }
  async function show(coming, address) {
    moving = true;
    place.setAttribute("aria-busy", "true");
    const by = place.querySelector("[name=by]")?.value, why = place.querySelector("[name=why]")?.value;
    const { title, question } = await untilThere(coming, address);
    place.replaceChildren(...question.childNodes);
    document.title = title;
    history.replaceState(null, "", address);
    for (const [name, value] of [["by", by], ["why", why]]) {
      if (value) for (const field of place.querySelectorAll(`[name=${name}]`)) field.value = value;
    }
    place.dispatchEvent(new Event("arrived", { bubbles: true }));
    arrive();
    moving = false;
    place.removeAttribute("aria-busy");
  }
  // Where the server is away, or the session has ended, the question is asked for again.
  async function untilThere(coming, address) {
    for (const one = { id: "next", name: words.next }; ; coming = fetchQuestion(address)) {
      try {
        const there = await coming;
        lines.get(one.id)?.remove();
        lines.delete(one.id);
        return there;
      } catch {
        line(one, words.missing).className = "waits";
        await pause();
      }
    }
  }
  const pause = () => new Promise(done => setTimeout(done, 3000));
  const advance = () => { const a = skip(); if (a && !moving) show(next ?? fetchQuestion(a.href), a.href); };

  // What was answered, each with its line below the question.
  const lines = new Map();
  function line(one, says, ...more) {
    let li = lines.get(one.id);
    if (!li) {
      li = document.createElement("li");
      lines.set(one.id, li);
      told.prepend(li);
    }
    li.replaceChildren(one.name + ": " + says + " ", ...more);
    return li;
  }
  function again(one) {
    const a = document.createElement("a"), typed = new URLSearchParams(one.body);
    const q = new URLSearchParams({ next: skip()?.getAttribute("href") ?? "" });
    for (const name of ["number", "date", "type", "issuer", "ref", "why", "by"]) {
      if (!one.undo && typed.get(name)) q.set(name, typed.get(name));
    }
    a.href = one.open + "?" + q;
    a.textContent = words.again;
    return a;
  }
  function stored(one, answer) {
    if (one.undo) {
      line(one, words.undone, again(one));
      return;
    }
    const button = document.createElement("button");
    button.className = "plain";
    button.innerHTML = "<kbd>h</kbd>";
    button.prepend(words.undo + " ");
    button.addEventListener("click", () => {
      button.remove();
      const by = new URLSearchParams(one.body).get("by");
      const body = new URLSearchParams(answer.stored.map(n => ["n", n]));
      if (by) body.set("by", by);
      send({ ...one, undo: true, to: "/confirm/undo", body: String(body) });
    });
    line(one, words.stored + " – " + answer.says, button).className = "stored";
    for (const old of [...told.querySelectorAll(".stored")].slice(8)) old.remove();
  }

  function send(one) {
    waiting.push(one);
    keep();
    line(one, words.waiting);
    pump();
  }
  // After a new login, or another start of the server, forms bear another token.
  async function renew() {
    const { question, user } = await fetchQuestion(words.list);
    if (user !== words.user) throw new Error("another user");
    for (const field of place.querySelectorAll("[name=token]")) field.value = question.querySelector("[name=token]").value;
  }
  async function pump() {
    if (sending) return;
    sending = true;
    while (waiting.length) {
      const one = waiting[0], body = new URLSearchParams(one.body);
      body.set("token", token());
      let answer, said = {};
      try {
        answer = await fetch(one.to + "?format=json", { method: "POST", body });
        said = await answer.json();
        if (answer.status === 403 && !one.renewed) {
          await renew();
          one.renewed = true;
          continue;
        }
      } catch { said = {}; /* away, or logged out: see below */ }
      if (said.stored || said.undone) {
        waiting.shift();
        stored(one, said);
      } else if (answer && said.says && answer.status !== 503) {
        waiting.shift();
        const li = line(one, said.says, again(one));
        li.className = "refused";
      } else {
        line(one, said.says ?? (answer?.status === 403 ? words.login : words.away)).className = "waits";
        await pause();
      }
      keep();
    }
    sending = false;
  }

  place.addEventListener("submit", e => {
    if (!skip()) return; // one question alone: the form goes by itself
    e.preventDefault();
    if (moving) return;
    const form = e.target, body = new URLSearchParams(new FormData(form, e.submitter));
    if (!form.dataset.open) body.delete("next");
    send({ id: crypto.randomUUID?.() ?? String(Math.random()), to: form.getAttribute("action"), body: String(body),
      name: form.dataset.name ?? "", open: form.dataset.open ?? "/confirm", undo: !form.dataset.open });
    advance();
  });
  // What is known of a number or day stands in its field, and the caret before it.
  // Who has begun to type by then is left alone: 19 must not become 91.
  place.addEventListener("focusin", e => {
    const field = e.target, known = field.value;
    if (/^[/-]/.test(known)) setTimeout(() => field.value === known && field.setSelectionRange(0, 0));
  });
  // A guess fills the fields: who begins to type a number must not store one by its digits.
  place.addEventListener("click", e => {
    const guess = e.target.closest("[name=guess]");
    if (!guess) return;
    e.preventDefault();
    const [number, date] = guess.value.split(" ");
    place.querySelector("[name=number]").value = number;
    if (date) place.querySelector("[name=date]").value = date;
    place.querySelector("[value=right]").focus();
  });
  place.addEventListener("click", e => {
    if (!e.target.closest("a[data-skip]")) {
      const name = e.target.closest("[data-focus]")?.dataset.focus;
      if (name) place.querySelector(`[name=${name}]`)?.select();
      return;
    }
    e.preventDefault();
    advance();
  });
  document.addEventListener("keydown", e => {
    if (e.repeat && (e.key === "Enter" || e.key === " ")) e.preventDefault(); // one answer a stroke
    if (e.repeat || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || moving) return;
    if (e.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const key = e.key.toLowerCase().replace("đ", "d"); // as some keyboards write dd
    const to = key === "h" ? told.querySelector(".stored button") : place.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!to) return;
    e.preventDefault();
    to.matches("input") ? to.focus() : to.click();
  });
  addEventListener("beforeunload", e => { if (waiting.length) e.preventDefault(); });

  for (const one of waiting) line(one, words.waiting);
  arrive();
  pump();
})();
