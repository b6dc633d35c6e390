/** The foot of a phone: writing, commands, attaching, the bot's reply keyboard, and the one big button of an empty chat. */

import * as api from "./api.js";
import { askForContact, askForOwnContact } from "./contact.js";
import { button, DRAWINGS, el, icon } from "./dom.js";
import { menu } from "./menu.js";

export class Composer {
  /** `perform(request)` runs a request and shows its wait and its failure; `others()` gives the other people. */
  constructor(person, screen, others, perform) {
    Object.assign(this, { person, screen, others, perform });
    this.input = el("textarea", {
      rows: "1", placeholder: "Nhắn tin…", "aria-label": `Nhắn tin từ máy của ${person.name}`, autocomplete: "off",
      enterkeyhint: "send", maxlength: "4096", oninput: () => this.grow(), onkeydown: (event) => this.key(event),
    });
    this.file = el("input", { type: "file", hidden: true, tabindex: "-1", "aria-label": "Chọn tệp để gửi", onchange: () => this.sendFile() });
    const commands = button("/", { class: "tool slash", "aria-label": "Các lệnh của bot" });
    const attach = button(icon(DRAWINGS.attach), { class: "tool", "aria-label": "Đính kèm" });
    this.toggle = button(icon(DRAWINGS.keyboard), { class: "tool", "aria-label": "Bàn phím của bot", onclick: () => this.showKeyboard(this.keyboard.hidden) });
    this.form = el("form", { class: "write", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      commands, this.input, this.toggle, attach, this.file,
      el("button", { type: "submit", class: "tool send", "aria-label": "Gửi" }, icon(DRAWINGS.send)),
      menu(commands, "Các lệnh của bot", () => this.commandEntries()),
      menu(attach, "Đính kèm", () => this.attachEntries()));
    this.keyboard = el("div", { class: "reply", role: "group", "aria-label": "Bàn phím của bot" });
    this.start = button("Bắt đầu", { class: "whole", onclick: () => this.say("/start") });
    this.unblock = button("Bỏ chặn bot", { class: "whole", onclick: () => perform(() => api.block(person.id, false)) });
    this.element = el("footer", { class: "composer" }, this.form, this.keyboard, this.start, this.unblock);
  }

  /** `empty`: nothing was said yet in this chat. */
  update(person, empty) {
    const hadFocus = this.element.contains(document.activeElement);
    const sameKeys = JSON.stringify(person.keyboard) === JSON.stringify(this.person.keyboard);
    this.person = person;
    this.input.placeholder = person.placeholder || "Nhắn tin…";
    this.unblock.hidden = !person.blocked;
    this.start.hidden = person.blocked || !empty;
    this.form.hidden = person.blocked || empty;
    this.toggle.hidden = !person.keyboard;
    if (!sameKeys || !this.keyboard.childElementCount) {
      this.keyboard.replaceChildren(...(person.keyboard ?? []).map((row) => el("div", { class: "reply-row" }, row.map((key) => this.replyKey(key)))));
      this.open = Boolean(person.keyboard);
    }
    this.showKeyboard(this.open);
    if (hadFocus && !this.element.contains(visibleFocus())) this.focus();
  }

  focus() {
    const part = [this.unblock, this.start, this.input].find(({ offsetParent }) => offsetParent);
    // On a touch screen a focused input would throw up the keyboard over the chat.
    if (part !== this.input || matchMedia("(pointer: fine)").matches) part?.focus({ preventScroll: true });
  }

  say(text) {
    return this.perform(() => api.say(this.person.id, text));
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.grow();
    if (!(await this.say(text)) && !this.input.value) {
      this.input.value = text;
      this.grow();
    }
  }

  /** Enter sends, but not the Enter that ends a Vietnamese syllable in an input method. */
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
  }

  sendFile() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) this.perform(() => api.sendDocument(this.person.id, file));
  }

  commandEntries() {
    const known = this.person.commands.map(({ command, description }) => ({ label: `/${command}`, note: description }));
    const entries = known.length ? known : [{ label: "/start", note: "Bắt đầu" }];
    return entries.map((entry) => ({ ...entry, action: () => this.say(entry.label) }));
  }

  attachEntries() {
    return [
      { label: "Gửi tệp…", action: () => this.file.click() },
      { label: "Chia sẻ số của tôi…", action: () => this.shareOwn() },
      { label: "Chia sẻ số của người khác…", action: () => this.shareOther() },
    ];
  }

  replyKey(key) {
    const tap = () => this.perform(() => api.tap(this.person.id, key.text));
    const press = key.request_contact ? async () => (await askForOwnContact(this.screen, this.person)) && tap() : tap;
    return button(key.text, { class: `key ${key.style ?? ""}`, onclick: press });
  }

  async shareOwn() {
    if (await askForOwnContact(this.screen, this.person)) this.perform(() => api.shareContact(this.person.id));
  }

  async shareOther() {
    const of = await askForContact(this.screen, this.others());
    if (of) this.perform(() => api.shareContact(this.person.id, of));
  }

  showKeyboard(shown) {
    this.open = shown;
    this.keyboard.hidden = !shown || this.form.hidden || !this.person.keyboard;
    this.toggle.setAttribute("aria-expanded", String(!this.keyboard.hidden));
  }
}

function visibleFocus() {
  return document.activeElement?.offsetParent ? document.activeElement : null;
}
