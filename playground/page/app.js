/** The page: takes the state once, then lets each change find its phone. Start reading here. */

import { listen } from "./api.js";
import { Clock } from "./clock.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { setUpStory } from "./story.js";

const phones = new Map();
let people = null;

const live = document.getElementById("live");
const page = {
  bot: null,
  others: (person) => [...phones.values()].map((phone) => phone.person).filter(({ id, phone }) => id !== person.id && phone),
  onRead: (id, count) => people?.badge(id, count),
  announce: (text) => { live.textContent = text; },
};

const clock = new Clock(page.announce);

function onBot(bot) {
  page.bot = bot;
  for (const phone of phones.values()) phone.introduce(bot);
}

function onState(state) {
  onBot(state.bot);
  const known = state.people.length === phones.size && state.people.every(({ id }) => phones.has(id));
  if (known) {
    for (const person of state.people) phones.get(person.id).reset(person);
    return;
  }
  phones.clear();
  state.people.forEach((person, at) => phones.set(person.id, new Phone({ ...person, tint: at % 5 }, page)));
  people = new People(phones);
  for (const [id, { chat }] of phones) {
    if (chat.visible) chat.toEnd();
    else people.badge(id, chat.unread);
  }
  const givenName = ({ name }) => name.split(/\s+/).at(-1);
  setUpStory((name) => state.people.find((person) => givenName(person) === name)?.id, (id) => people.bring(id));
}

listen({
  state: onState,
  bot: onBot,
  clock: (view) => clock.set(view),
  message: ({ person, message }) => phones.get(person)?.message(message),
  removed: ({ person, message_id: id }) => phones.get(person)?.removed(id),
  person: ({ person, ...changed }) => phones.get(person)?.update(changed),
  answer: ({ person, ...answer }) => phones.get(person)?.answered(answer),
  typing: ({ person }) => phones.get(person)?.typing(),
}, (connected) => { document.getElementById("offline").hidden = connected; });
