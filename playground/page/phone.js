/** One person's phone: who holds it, the chat with the bot, and the foot where they answer. */

import * as api from "./api.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { ask } from "./dialog.js";
import { button, DRAWINGS, el, icon } from "./dom.js";
import { menu } from "./menu.js";

const TYPING_LASTS = 5000; // milliseconds, as in Telegram
const TOAST_LASTS = 4500;
const ANSWER_WAIT = 6000; // a pressed button stops waiting for the bot's answer

export class Phone {
  /** `page`: {bot, others(person), onRead(id, count), announce(text)}. */
  constructor(person, page) {
    Object.assign(this, { person, page, sending: 0 });
    this.chat = new Chat(person.name, {
      press: (message, key, element) => this.press(message, key, element),
      command: (text) => this.composer.say(text),
      tell: (text) => this.toast(text),
    }, (count) => page.onRead(person.id, count));
    this.status = el("span", { class: "status" });
    const more = button(icon(DRAWINGS.more), { class: "tool", "aria-label": `Thêm lựa chọn trên máy của ${person.name}` });
    this.toasts = el("div", { class: "toasts" });
    this.botName = el("strong");
    this.welcome = el("div", { class: "welcome" });
    this.screen = el("div", { class: "screen" });
    this.composer = new Composer(person, this.screen, () => page.others(person), (request) => this.perform(request));
    this.screen.append(
      el("header", { class: "top" },
        el("img", { src: "/page/icon.svg", alt: "", width: "36", height: "36" }),
        el("div", { class: "top-words" }, this.botName, this.status),
        more, menu(more, "Thêm lựa chọn", () => this.entries())),
      this.welcome, this.chat.element, this.toasts, this.composer.element);
    this.element = el("section", { class: "phone", "aria-label": `Máy của ${person.name}`, "data-person": person.id },
      el("header", { class: "holder" },
        avatar(person),
        el("div", { class: "holder-words" }, el("h2", {}, person.name), el("p", {}, person.title))),
      this.screen);
    this.introduce(page.bot);
    this.reset(person);
  }

  introduce(bot) {
    this.botName.textContent = bot.name;
    this.welcome.replaceChildren(
      el("img", { src: "/page/icon.svg", alt: "", width: "72", height: "72" }),
      el("strong", {}, bot.name),
      el("p", {}, bot.description || "Chưa có tin nhắn nào. Bấm «Bắt đầu» để trò chuyện với bot."));
  }

  reset(person) {
    this.chat.reset(person.messages, person.unread);
    this.update(person);
  }

  /** Everything about the person but the messages. */
  update(person) {
    this.person = { ...this.person, ...person };
    this.refresh();
  }

  refresh() {
    this.welcome.hidden = !this.chat.empty;
    this.composer.update(this.person, this.chat.empty);
    this.showStatus();
  }

  message(message) {
    const isNew = this.chat.upsert(message);
    if (message.from_bot) this.quiet();
    if (isNew && message.from_bot) this.page.announce(`Bot nhắn cho ${this.person.name}: ${message.text}`);
    this.refresh();
  }

  removed(id) {
    this.chat.remove(id);
    this.refresh();
  }

  answered({ text = "", modal = false } = {}) {
    for (const waiting of this.screen.querySelectorAll(".key[aria-busy]")) waiting.removeAttribute("aria-busy");
    if (!text) return;
    if (modal) ask(this.screen, { title: text, choices: [{ label: "Đã hiểu", value: true, main: true }] });
    else this.toast(text);
    this.page.announce(text);
  }

  typing() {
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.quiet(), TYPING_LASTS);
    this.isTyping = true;
    this.showStatus();
  }

  quiet() {
    this.isTyping = false;
    this.showStatus();
  }

  press(message, key, element) {
    element.setAttribute("aria-busy", "true");
    setTimeout(() => element.removeAttribute("aria-busy"), ANSWER_WAIT);
    return this.perform(() => api.press(this.person.id, message.id, key.callback_data));
  }

  /** Shows «đang gửi…» while a request is on its way and its failure as a toast; true when it went through. */
  async perform(request) {
    this.sending += 1;
    this.showStatus();
    try {
      await request();
      return true;
    } catch (error) {
      this.answered();
      this.toast(error instanceof TypeError ? "Không gửi được: mất kết nối với bản chạy thử." : error.message);
      return false;
    } finally {
      this.sending -= 1;
      this.showStatus();
    }
  }

  showStatus() {
    const words = this.person.blocked ? "đã bị chặn" : this.sending ? "đang gửi…" : this.isTyping ? "đang nhập…" : "bot";
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.classList.toggle("busy", words.endsWith("…"));
  }

  toast(text) {
    const toast = el("p", { class: "toast", role: "status" }, text);
    this.toasts.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_LASTS);
  }

  entries() {
    const { id, blocked } = this.person;
    return [{
      label: blocked ? "Bỏ chặn bot" : "Chặn bot",
      note: blocked ? "Bot lại gửi tin được" : "Bot không gửi tin được nữa",
      danger: !blocked,
      action: () => this.perform(() => api.block(id, !blocked)),
    }];
  }
}

/** A disc with the initials of a Vietnamese name: the first of the family name and of the given name. */
export function avatar(person) {
  const words = person.name.split(/\s+/);
  const initials = words.length > 1 ? words[0][0] + words.at(-1)[0] : words[0].slice(0, 1);
  return el("span", { class: `avatar tint-${person.tint}`, "aria-hidden": "true" }, initials.toUpperCase());
}
