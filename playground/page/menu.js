/** A small menu that opens from a button: arrows move, Escape and a press elsewhere close it. */

import { button, el } from "./dom.js";

/** `entries()` gives, at each opening, a list of {label, note?, danger?, action}. */
export function menu(opener, name, entries) {
  const list = el("div", { class: "menu", role: "menu", "aria-label": name, hidden: true });
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");

  const close = (returnFocus) => {
    if (list.hidden) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (returnFocus) opener.focus();
  };
  const open = () => {
    list.replaceChildren(...entries().map(({ label, note, danger, action }) => button(
      el("span", { class: "menu-label" }, label),
      { role: "menuitem", tabindex: "-1", class: danger ? "danger" : null, onclick: () => { close(true); action(); } },
      note ? el("span", { class: "menu-note" }, note) : null)));
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    list.firstElementChild?.focus();
  };

  opener.addEventListener("click", () => (list.hidden ? open() : close(true)));
  list.addEventListener("keydown", (event) => {
    const items = [...list.children];
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items.at(next % items.length)?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      close(true);
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.contains(event.target) && !opener.contains(event.target)) close(false);
  });
  return list;
}
