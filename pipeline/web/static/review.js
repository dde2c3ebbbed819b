"use strict";
// The review queue without reloading: a verdict is sent, what comes next takes its place. Everything works without it.

(() => {
  const said = document.getElementById("review-said");
  const keys = document.getElementById("keys");
  let busy = false;

  keys.checked = localStorage.getItem("review-keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("review-keys", keys.checked ? "on" : "off"));
  keys.closest("p").classList.add("shown");

  // the page as the server wrote it, parsed without running anything
  async function show(address, remember) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`The desk answers ${answer.status}: log in again, or reload.`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("review");
    document.getElementById("review").replaceWith(document.importNode(fresh, true));
    if (remember) history.replaceState(null, "", address);
    const title = document.getElementById("claim-title");
    if (title) title.focus();
  }

  async function send(form, button) {
    const box = document.getElementById("review");
    const address = button.getAttribute("formaction") || form.getAttribute("action");
    const body = new URLSearchParams(new FormData(form));
    if (button.name) body.set(button.name, button.value);
    const answer = await fetch(`${address}?_json=1`, { method: "POST", body });
    const told = await answer.json();
    if (!told.ok) throw new Error(JSON.parse(box.dataset.asked)[told.message.split(": ")[1]] || told.message);
    await show("undo" in button.dataset ? box.dataset.last : box.dataset.next, false);
    said.textContent = `${told.message} ${button.name ? button.value : ""}`;
  }

  async function once(work) {
    if (busy) return;
    busy = true;
    said.className = "";
    try {
      await work();
    } catch (error) {
      said.className = "message-error";
      said.textContent = error.message;
    } finally {
      busy = false;
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.verdict")) return;
    event.preventDefault();
    once(() => send(event.target, event.submitter));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#review a[data-key=s]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    once(() => show(link.getAttribute("href"), true));
  });

  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea, .CodeMirror *")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const box = document.getElementById("review");
    const wrong = box.querySelector("fieldset.armed");
    if (wrong) wrong.classList.remove("armed");
    if (event.key === "w") {
      const classes = box.querySelector("fieldset.answers");
      if (classes) classes.classList.add("armed");
      return;
    }
    const chosen = wrong && /^[1-9]$/.test(event.key)
      ? box.querySelector(`[data-wrong="${event.key}"]`)
      : /^[a-z]$/.test(event.key) && box.querySelector(`[data-key="${event.key}"]`);
    if (!chosen) return;
    event.preventDefault();
    if (chosen.matches("input")) chosen.focus();
    else {
      chosen.click();
      if (chosen.matches("summary")) chosen.closest("details").querySelector("select, input:not([type=hidden])").focus();
    }
  });
})();
