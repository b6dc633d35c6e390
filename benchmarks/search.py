"""What a search costs: CPU milliseconds a query (median, p99) at 200, 5,000 and 50,000 courses.

Run by `python -m benchmarks.search`. Titles, places and posts are drawn from the catalogue; a programme has about
20 courses.
"""

import random
import time
from datetime import date, timedelta
from statistics import quantiles

from models.catalogue_files import read_abbreviations, read_aliases, read_communes, read_institutions, read_posts
from models.search import Entry, SearchIndex

TODAY = date(2026, 11, 25)
SIZES = (200, 5_000, 50_000)
ROUNDS = 10
QUERIES = (
    "qlnn phong",
    "boi duong llct",
    "Bồi dưỡng ngạch chuyên viên tháng 12",
    "cds tuan sau",
    "tap huan ai tu son",
    "dia chinh xay dung",
    "van phong thong ke",
    "dong tien",
    "boi duog chuyen vin",
    "chuyeenr ddooir soos",
    "LOP-2026-150",
    "tháng 12",
    "cảm ơn đồng chí",
    "hom nay troi dep qua",
    "zzzz qqqq",
    "quản lý tài chính ngân sách kế toán xã phường bồi dưỡng cán bộ công chức",
)


def invented(count: int, rng: random.Random) -> list[Entry]:
    """Courses made of the catalogue's words."""
    topics = sorted({meaning for meaning in read_abbreviations().values() if len(meaning) > 1})
    communes, posts, institutions = read_communes(), read_posts(), read_institutions()
    names = {c.full_name: (c.full_name, *c.formed_from) for c in communes}
    programmes = [" ".join(rng.choices(topics, k=4)) for _ in range(max(20, count // 20))]
    entries = []
    for number in range(1, count + 1):
        programme = rng.choice(programmes)
        invited = rng.sample(communes, k=rng.randint(1, 5))
        start = TODAY + timedelta(days=rng.randint(-200, 300))
        entries.append(
            Entry(
                id=number,
                code=f"LOP-2026-{number}",
                title=f"{programme} K{number % 90} – {invited[0].name}",
                programme=programme,
                kind=rng.choice(topics),
                venue=invited[0].full_name,
                institution=rng.choice(institutions).name,
                mode=rng.choice(topics),
                posts=tuple(post.name for post in rng.sample(posts, k=3)),
                communes=tuple(name for commune in invited for name in names[commune.full_name]),
                starts_on=start,
                ends_on=start + timedelta(days=rng.randint(0, 30)),
                is_open=rng.random() < 0.6,
            )
        )
    return entries


def main() -> None:
    """Print one line a size."""
    print(f"{'courses':>8} {'build s':>8} {'put 10 ms':>10} {'median ms':>10} {'p99 ms':>8} {'worst':>8}  worst query")
    for size in SIZES:
        entries = invented(size, random.Random(size))
        index = SearchIndex(read_aliases())
        began = time.process_time()
        index.put(entries)
        build = time.process_time() - began
        began = time.process_time()
        index.put(entries[:10])
        again = time.process_time() - began
        taken = []
        for query in QUERIES * ROUNDS:
            began = time.process_time()
            index.find(query, TODAY)
            taken.append(((time.process_time() - began) * 1000, query))
        cuts = quantiles([ms for ms, _ in taken], n=100)
        worst, query = max(taken)
        print(
            f"{size:>8,} {build:>8.2f} {again * 1000:>10.2f} {cuts[49]:>10.2f} {cuts[98]:>8.2f} {worst:>8.2f}  {query}"
        )


if __name__ == "__main__":
    main()
