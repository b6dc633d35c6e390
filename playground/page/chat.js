/** The scrolling list of one chat: in order, edited in place, and never moved under a person who is reading. */

import { dayOf } from "./dates.js";
import { button, DRAWINGS, el, icon } from "./dom.js";
import { messageRow } from "./message.js";

const NEAR_THE_END = 60; // pixels

export class Chat {
  /** `actions` as in messageRow; `onRead(count)` tells how many messages of the bot the person has not yet seen. */
  constructor(owner, actions, onRead) {
    this.actions = actions;
    this.onRead = onRead;
    this.unread = 0;
    this.following = true;
    this.end = 0;
    this.list = el("ol", { class: "messages" });
    this.scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": `Tin nhắn của ${owner}` }, this.list);
    this.pill = button("tin mới", { class: "pill", hidden: true, onclick: () => this.toEnd() }, icon(DRAWINGS.down));
    this.element = el("div", { class: "chat" }, this.scroller, this.pill);
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.scroller);
  }

  get empty() {
    return this.list.childElementCount === 0;
  }

  get visible() {
    return this.scroller.clientHeight > 0;
  }

  reset(messages, unread) {
    this.list.replaceChildren();
    for (const message of messages) this.put(message);
    this.count(unread);
    this.toEnd();
  }

  /** A new message, or a new version of one that is here; true if it was new. */
  upsert(message) {
    this.notice();
    let isNew = false;
    this.holdingStill(() => { isNew = this.put(message); });
    if (this.following || !message.from_bot) this.toEnd();
    if (isNew && message.from_bot && !(this.visible && this.following)) this.count(this.unread + 1);
    return isNew;
  }

  put(message) {
    const row = messageRow(message, this.actions);
    for (const image of row.querySelectorAll("img")) image.addEventListener("load", () => this.following && this.toEnd());
    const present = this.row(message.id);
    if (present) {
      replaceKeepingFocus(present, row);
      return false;
    }
    const after = [...this.list.querySelectorAll(".row")].find((other) => Number(other.dataset.id) > message.id) ?? null;
    row.dataset.day = dayOf(message.date);
    this.list.insertBefore(row, after);
    if (previousRow(row)?.dataset.day !== row.dataset.day) row.before(el("li", { class: "day" }, el("span", {}, row.dataset.day)));
    return true;
  }

  remove(id) {
    const row = this.row(id);
    if (!row) return;
    const [before, after] = [row.previousElementSibling, row.nextElementSibling];
    this.holdingStill(() => {
      if (before?.matches(".day") && !after?.matches(".row")) before.remove();
      row.remove();
    });
  }

  /** What the person is reading stays where it is, whatever changes above it. */
  holdingStill(change) {
    const top = this.scroller.getBoundingClientRect().top;
    const read = [...this.list.children].find((item) => item.getBoundingClientRect().bottom > top);
    const place = read?.getBoundingClientRect().top;
    const { id } = read?.dataset ?? {};
    change();
    const still = read?.isConnected ? read : id && this.row(id);
    if (still && !this.following) this.scroller.scrollTop += still.getBoundingClientRect().top - place;
  }

  row(id) {
    return this.list.querySelector(`[data-id="${id}"]`);
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.end = this.scroller.scrollTop;
    this.following = true;
    if (this.visible) this.count(0);
  }

  /** The scroll event comes late; a message must not overtake it. */
  notice() {
    if (this.visible && this.scroller.scrollTop < this.end - NEAR_THE_END) this.following = false;
  }

  scrolled() {
    if (!this.visible) return;
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.following = scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
    if (this.following) this.count(0);
  }

  count(unread) {
    this.unread = unread;
    this.pill.hidden = unread === 0 || this.following;
    this.onRead(unread);
  }
}

function previousRow(row) {
  let other = row.previousElementSibling;
  while (other && !other.matches(".row")) other = other.previousElementSibling;
  return other;
}

/** Who pressed a button by keyboard finds the focus on the message's new buttons, not at the top of the page. */
function replaceKeepingFocus(present, row) {
  const hadFocus = present.contains(document.activeElement);
  const place = [...present.querySelectorAll(".key")].indexOf(document.activeElement);
  row.dataset.day = present.dataset.day;
  row.classList.add("settled");
  present.replaceWith(row);
  if (!hadFocus) return;
  const keys = row.querySelectorAll(".key");
  (keys[Math.min(Math.max(place, 0), keys.length - 1)] ?? row).focus({ preventScroll: true });
}
