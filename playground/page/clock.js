/** The clock in the bar: what time it is in this Telegram, and the steps by which it can be moved ahead. */

import { moveClock } from "./api.js";
import { dayOf, timeOf } from "./dates.js";
import { button, el } from "./dom.js";

const STEPS = [
  { step: "hour", label: "+1 giờ" },
  { step: "day", label: "+1 ngày" },
  { step: "monday", label: "thứ Hai, 7h30", before: "Tới " },
];

export class Clock {
  /** `tell(text)` speaks to those who cannot see the hands move. */
  constructor(tell) {
    this.tell = tell;
    this.moving = false;
    this.ahead = null; // milliseconds before this browser's own clock
    this.hands = el("time", { class: "clock-time" });
    this.steps = STEPS.map(({ step, label, before }) => button(
      before ? el("span", { class: "clock-before" }, before) : "", { class: "clock-step", onclick: () => this.move(step) }, label));
    this.group = el("div", { class: "clock-steps", role: "group", "aria-label": "Cho đồng hồ chạy tới" }, this.steps);
    this.element = document.getElementById("clock");
    this.element.replaceChildren(this.hands, this.group);
    setInterval(() => this.draw(), 1000);
  }

  /** As the playground tells it: `now` in seconds since 1970. */
  set({ now, movable, moving }) {
    this.ahead = now * 1000 - Date.now();
    if (this.moving && !moving) this.tell(`Bây giờ là ${timeOf(now)} ${dayOf(now)}.`);
    this.moving = moving;
    this.group.hidden = !movable;
    this.element.classList.toggle("running", moving);
    for (const step of this.steps) step.disabled = moving;
    this.draw();
  }

  draw() {
    if (this.ahead === null) return;
    const seconds = (Date.now() + this.ahead) / 1000;
    const [weekday, date] = dayOf(seconds).split(", ");
    this.hands.dateTime = new Date(seconds * 1000).toISOString();
    this.hands.replaceChildren(
      el("span", { class: "clock-day" }, `${weekday}, ${date.slice(0, 5)}`, el("span", { class: "clock-year" }, date.slice(5))),
      el("strong", {}, timeOf(seconds)));
  }

  async move(step) {
    try {
      await moveClock(step);
    } catch (error) {
      this.tell(error.message);
    }
  }
}
