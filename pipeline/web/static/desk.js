"use strict";
// Small conveniences; every page works without them. Loaded in the head, so that nothing jumps once it is drawn.

// read by Datasette's table.js, whose page sets it in an inline script that our content policy refuses
window.DATASETTE_ALLOW_FACET = true;

// lets the style sheet fold the facets on a narrow screen only where this script can open them again
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button.fold")) {
    const folded = document.getElementById(button.getAttribute("aria-controls"));
    button.addEventListener("click", () => {
      const open = folded.classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
    });
  }
  // beside a picture its list is folded; a narrow screen shows the list alone
  if (matchMedia("(min-width: 36.01rem)").matches) for (const list of document.querySelectorAll("details.as-list")) list.open = false;
  // a choice shows at once; without this script the button beside it does
  for (const select of document.querySelectorAll("select[data-submits]")) {
    select.addEventListener("change", () => {
      // a stage belongs to its commodity
      if (select.name === "commodity") for (const other of select.form.elements) if (other.name === "stage") other.disabled = true;
      select.form.submit();
    });
  }
  // a button that copies what a link leads to; the link stays for those without a clipboard
  for (const link of document.querySelectorAll("a[data-copies]")) {
    if (!navigator.clipboard) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = `Copy ${link.textContent}`;
    button.addEventListener("click", async () => {
      const answer = await fetch(link.href);
      const text = await answer.text();
      if (answer.ok) await navigator.clipboard.writeText(text);
      button.textContent = answer.ok ? "Copied" : text.trim();
    });
    link.after(" ", button);
  }
  // the list beside an article goes along with its text: the claim that is read last is marked in it and kept in sight
  const side = document.querySelector(".article-grid aside");
  const anchors = [...document.querySelectorAll(".article-text .anchor")];
  const listed = new Map([...document.querySelectorAll(".side-list a")].map((link) => [link.hash.slice(1), link]));
  const follow = () => {
    const read = anchors.filter((anchor) => anchor.getBoundingClientRect().top < window.innerHeight / 2).at(-1);
    for (const [id, link] of listed) link.classList.toggle("is-read", read !== undefined && id === read.id);
    const link = read && listed.get(read.id);
    if (link && side.scrollHeight > side.clientHeight) {
      side.scrollTop += link.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 2;
    }
  };
  if (side && anchors.length) {
    let waiting = false;
    document.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; follow(); });
    }, { passive: true });
    follow();
  }
  // a table that is wider than its place is scrolled by keys too
  for (const place of document.querySelectorAll(".table-wrapper, pre")) {
    if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
  }
  // a click beside an open menu closes it
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
});
