/** The strip of people: which phones stand on the desk, as many side by side as there is room for. */

import { button, el } from "./dom.js";
import { avatar } from "./phone.js";

const NARROWEST = 340; // pixels of one phone
const GAP = 14;

export class People {
  /** `phones`: Map of id → Phone, in the order of the cast. */
  constructor(phones) {
    this.phones = phones;
    this.wanted = [...phones.keys()]; // the last chosen first: who was chosen longest ago gives way
    this.strip = document.getElementById("people");
    this.desk = document.getElementById("phones");
    this.tabs = new Map([...phones.values()].map((phone) => [phone.person.id, this.tab(phone)]));
    this.strip.replaceChildren(...this.tabs.values());
    this.desk.replaceChildren(...[...phones.values()].map((phone) => phone.element));
    new ResizeObserver(() => this.arrange()).observe(this.desk);
    this.arrange();
  }

  tab({ person }) {
    const words = person.name.split(/\s+/);
    const given = words.pop();
    return button(avatar(person), { class: "tab", title: person.title, onclick: () => this.choose(person.id) },
      el("span", { class: "tab-name" }, el("span", { class: "tab-family" }, `${words.join(" ")} `), given),
      el("span", { class: "badge", hidden: true }));
  }

  get room() {
    return Math.max(1, Math.floor((this.desk.clientWidth + GAP) / (NARROWEST + GAP)));
  }

  get shown() {
    return this.wanted.slice(0, this.room);
  }

  /** A press shows a phone that is away, and puts away one that is here if there is another to look at. */
  choose(id) {
    const others = this.wanted.filter((other) => other !== id);
    const shown = this.shown;
    const putAway = shown.includes(id) && shown.length > 1;
    this.wanted = putAway ? others.filter((other) => shown.includes(other)) : [id, ...others];
    this.arrange();
  }

  /** Shows this phone, whatever else has to go, and puts the cursor where its person would write. */
  bring(id) {
    if (!this.shown.includes(id)) this.choose(id);
    this.phones.get(id).composer.focus();
  }

  arrange() {
    const shown = this.shown;
    for (const [id, phone] of this.phones) {
      const appears = phone.element.hidden && shown.includes(id);
      phone.element.hidden = !shown.includes(id);
      this.tabs.get(id).setAttribute("aria-pressed", String(shown.includes(id)));
      if (appears) phone.chat.toEnd();
    }
  }

  badge(id, count) {
    const badge = this.tabs.get(id).querySelector(".badge");
    badge.hidden = count === 0;
    badge.replaceChildren(String(count), el("span", { class: "unseen" }, " tin chưa đọc"));
  }
}
