"use strict";
(() => {
  const refreshMillis = 5000;
  const main = document.querySelector("main");
  const form = document.querySelector("form");
  const freshness = document.getElementById("freshness");
  const shown = document.getElementById("shown");
  const searchesHere = main.dataset.search === "browser";
  const known = new WeakMap();  // row -> the markup that it was made of, and what is searched in it

  const rows = () => [...document.querySelectorAll("tbody tr")];
  const remember = row => known.set(row, {
    markup: row.outerHTML,
    text: [row.dataset.key, row.querySelector(".stream b").title, row.textContent].join(" ").toLowerCase(),
  });

  function filter() {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const state = form.state.value;
    let count = 0;
    const all = rows();
    for (const row of all) {
      const {text} = known.get(row);
      const fits = (!state || row.dataset.state === state) && words.every(word => text.includes(word));
      row.hidden = !fits;
      if (fits) ++count;
    }
    document.querySelector(".empty").hidden = count > 0;
    shown.textContent = count === all.length ? "" : `${count} of ${all.length} shown`;
  }

  // Rows that did not change stay the same elements: nothing flickers, nothing loses its selection.
  function adopt(page) {
    const old = new Map(rows().map(row => [row.dataset.key, row]));
    const fresh = [...page.querySelectorAll("tbody tr")].map(row => {
      const before = old.get(row.dataset.key);
      if (before && known.get(before).markup === row.outerHTML) return before;
      remember(row);
      return row;
    });
    document.querySelector("tbody").replaceChildren(...fresh);
    const counts = page.querySelectorAll("#counts b");
    document.querySelectorAll("#counts b").forEach((b, i) => { b.textContent = counts[i].textContent; });
    for (const selector of [".banner", ".empty", ".pages"]) {
      const now = document.querySelector(selector);
      const then = page.querySelector(selector);
      if (now && then) now.replaceWith(then);
      else if (now) now.remove();
      else if (then && selector === ".banner") main.prepend(then);
      else if (then) main.append(then);
    }
  }

  // Only what changes: the new page's style has a nonce that this page's policy does not know.
  function parse(page) {
    const streams = page.slice(page.indexOf("<main"), page.indexOf("</main>"));
    return new DOMParser().parseFromString(streams, "text/html");
  }

  let lastSeen = new Date();
  async function refresh() {
    const isReading = !getSelection().isCollapsed;
    if (document.hidden || isReading) return;
    try {
      const address = searchesHere ? location.pathname : location.href;
      const answer = await fetch(address, {cache: "no-store", signal: AbortSignal.timeout(refreshMillis)});
      if (!answer.ok) throw new Error(answer.status);
      adopt(parse(await answer.text()));
      if (searchesHere) filter();
      lastSeen = new Date();
      freshness.className = "";
      freshness.textContent = `as of ${lastSeen.toLocaleTimeString()}`;
    } catch {
      freshness.className = "lost";
      freshness.textContent = `the exporter does not answer since ${lastSeen.toLocaleTimeString()}`;
    }
  }

  async function refreshForever() {
    await refresh();
    setTimeout(refreshForever, refreshMillis);
  }

  function shareable() {
    const asked = new URLSearchParams(new FormData(form));
    for (const key of ["q", "state"]) if (!asked.get(key)) asked.delete(key);
    history.replaceState(null, "", asked.size ? "?" + asked : location.pathname);
  }

  rows().forEach(remember);
  form.querySelector("button").hidden = searchesHere;
  if (searchesHere) {
    form.addEventListener("input", () => { shareable(); filter(); });
    form.addEventListener("submit", event => event.preventDefault());
    filter();
  } else {
    form.querySelectorAll("[name=state]").forEach(input => input.addEventListener("change", () => form.submit()));
  }
  document.addEventListener("visibilitychange", refresh);
  addEventListener("keydown", event => {
    if (event.key === "/" && document.activeElement !== form.q) {
      event.preventDefault();
      form.q.focus();
    }
  });
  refreshForever();
})();
