/** Times of the playground as people in Bắc Ninh read them, whatever the zone of this browser. */

const ZONE = "Asia/Ho_Chi_Minh";
const TIME = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "short" });
const NAMES = {
  Mon: "thứ Hai", Tue: "thứ Ba", Wed: "thứ Tư", Thu: "thứ Năm", Fri: "thứ Sáu", Sat: "thứ Bảy", Sun: "Chủ nhật",
};

/** Both take seconds since 1970, as the Bot API gives them. */
export const timeOf = (seconds) => TIME.format(seconds * 1000);
export const dayOf = (seconds) => `${NAMES[WEEKDAY.format(seconds * 1000)]}, ${DAY.format(seconds * 1000)}`;
