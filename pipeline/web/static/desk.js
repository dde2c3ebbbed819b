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
