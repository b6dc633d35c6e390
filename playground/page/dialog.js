/** A question or a notice inside one phone: that phone waits for the answer, the others go on. */

import { button, el } from "./dom.js";

/** `choices`: [{label, value, main?}]; resolves with the value chosen, or null after Escape. */
export function ask(screen, { title, body, choices }) {
  const before = document.activeElement;
  return new Promise((resolve) => {
    const answer = (value) => {
      shade.remove();
      if (!screen.querySelector(".shade")) for (const part of screen.children) part.inert = false;
      if (screen.contains(before) || before === document.body) before.focus({ preventScroll: true });
      resolve(value);
    };
    const box = el("div", { class: "dialog", role: "alertdialog", "aria-modal": "true", "aria-label": title, tabindex: "-1" },
      el("p", { class: "dialog-title" }, title),
      body ?? null,
      el("div", { class: "dialog-choices" },
        choices.map(({ label, value, main }) => button(label, { class: main ? "main" : null, onclick: () => answer(value) }))));
    const shade = el("div", { class: "shade", onkeydown: (event) => event.key === "Escape" && answer(null) }, box);
    for (const part of screen.children) part.inert = true;
    screen.append(shade);
    // A notice that arrives by itself must not steal the focus from another phone.
    if (screen.contains(before) || before === document.body) {
      (box.querySelector(".main") ?? box).focus({ preventScroll: true });
    }
  });
}
