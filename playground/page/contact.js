/** The two questions before a phone number leaves a phone: one's own, or somebody else's. */

import { ask } from "./dialog.js";
import { el } from "./dom.js";

const share = (value) => [{ label: "Huỷ", value: null }, { label: "Chia sẻ", value, main: true }];

export function askForOwnContact(screen, person) {
  return ask(screen, {
    title: `Chia sẻ số điện thoại ${person.phone} của tôi?`,
    body: el("p", {}, "Bot sẽ biết đây là số điện thoại của đồng chí."),
    choices: share(true),
  });
}

/** Resolves with the id of the person whose number is to be shared, or null. */
export async function askForContact(screen, others) {
  const name = `contact-of-${others.map(({ id }) => id).join("-")}`;
  const list = el("fieldset", { class: "contacts" },
    el("legend", {}, "Trong danh bạ"),
    others.map((other, at) => el("label", {},
      el("input", { type: "radio", name, value: String(other.id), checked: at === 0 }),
      el("span", {}, el("strong", {}, other.name), el("span", { class: "card-phone" }, other.phone)))));
  const agreed = await ask(screen, { title: "Chia sẻ số của người khác?", body: list, choices: share(true) });
  return agreed ? Number(list.querySelector("input:checked").value) : null;
}
