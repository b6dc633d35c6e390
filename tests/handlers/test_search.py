"""Any text is a search: one course is its card, several are a list, nothing says what to do."""

from sqlalchemy import select, update

from models.course import Course, CourseState
from models.registration import Level, State
from models.search_miss import SearchMiss
from tests.seats import seat
from tests.world import World


async def test_one_course_is_shown_as_its_card_and_several_as_a_list(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Nghiệp vụ văn thư <mới> & «lưu trữ»")
    assert "Còn 40/40 chỗ" in await world.says(lan, "van thu")
    for number in range(2, 9):
        await world.course(f"Hộ tịch khóa {number}")
    found = await world.says(lan, "hộ tịch")
    assert found.startswith("Kết quả tìm «hộ tịch»: 7 lớp")
    assert "Còn 2 lớp khác; đề nghị gõ thêm tên, tháng hoặc nơi học." in found
    assert len(lan.last.labels) == 5
    assert "Mã lớp: " in await world.presses(lan, "3. LOP-004 – Hộ tịch khóa 4")
    assert '«<b>hộ tịch & "x"</b>»' in await world.says(lan, '<b>hộ tịch & "x"</b>')
    assert world.telegram.complaints == []


async def test_what_is_not_open_is_found_and_says_why(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Tin học khóa 1", closes_in=-2)
    cancelled = await world.course("Tin học khóa 2")
    await world.course("Tin học khóa 3", communes=("Quế Võ",))
    await world.course("Tin học khóa 4", seats=1)
    draft = await world.course("Tin học khóa 5")
    async with world.database.writing() as session:
        for course, state in ((cancelled, CourseState.cancelled), (draft, CourseState.draft)):
            await session.execute(update(Course).where(Course.id == course).values(state=state))
    await world.says(lan, "LOP-004")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")

    found = await world.says(lan, "tin học")
    about = {part.split(" (")[0][-1]: part for part in found.split("\n\n") if "Tin học khóa" in part}
    assert "Đã hết hạn đăng ký (23/11/2026)" in about["1"]
    assert "Lớp đã bị huỷ" in about["2"]
    assert "Không mời đơn vị của đồng chí" in about["3"]
    assert "⏳ chờ duyệt" in about["4"]
    assert "đã hết chỗ" in about["4"]
    assert "5" not in about  # not published yet


async def test_nothing_found_says_what_to_do_and_is_counted_without_the_person(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Hộ tịch")
    for _ in range(2):
        answer = await world.says(lan, "Đóng tàu ngầm <xyz> 0912345678")
        assert "Không tìm thấy lớp nào cho «Đóng tàu ngầm <xyz> 0912345678»." in answer
    assert lan.last.labels[-1] == "Danh sách lớp"
    assert "Lớp đang mở đăng ký: 1" in await world.presses(lan, "Danh sách lớp")
    async with world.database.reading() as session:
        misses = (await session.execute(select(SearchMiss.words, SearchMiss.times))).all()
    assert [tuple(miss) for miss in misses] == [("dong tau ngam xyz", 2)]


async def test_of_what_fits_equally_the_open_and_invited_comes_first(world: World) -> None:
    lan = await world.official("Lan")
    programme = await world.programme("Kỹ năng số")
    await world.course("Kỹ năng số, khóa 1", programme=programme, starts_in=20, closes_in=-2)
    await world.course("Kỹ năng số, khóa 2", programme=programme, starts_in=30, communes=("Quế Võ",))
    await world.course("Kỹ năng số, khóa 3", programme=programme, starts_in=40)
    found = await world.says(lan, "ky nang so")
    assert found.index("khóa 3") < min(found.index("khóa 1"), found.index("khóa 2"))


async def test_where_one_wants_to_learn_is_no_word_of_a_title(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Tin học văn phòng", starts_in=10)
    await world.course("Học tập đạo đức", starts_in=10)
    await world.course("Hộ tịch", starts_in=14, venue="Hội trường phường Võ Cường")
    assert "Hộ tịch" in await world.says(lan, "hoc o vo cuong thang 12")
    assert "Tin học" not in lan.last.text
    assert "Học tập" not in lan.last.text


async def test_who_asks_for_somebody_is_not_shown_courses_on_artificial_intelligence(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Tập huấn AI cho cán bộ")
    assert "Tập huấn AI" not in await world.says(lan, "ai duyet cho toi")
    for query in ("khoa ai", "lop ai", "tri tue nhan tao ai", "AI"):
        assert "Tập huấn AI" in await world.says(lan, query)


async def test_who_asks_who_decides_is_told_by_name_and_where_to_ask(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai", "Quế Võ")
    hoa = await world.leader("Trần Văn Hòa")
    await world.leader("Đỗ Văn Nam", "Quế Võ")
    await world.coordinator("Hoàng Minh")
    course = await world.course("Tập huấn AI cho cán bộ")
    for said in ("ai duyệt cho tôi", "ai duyet cho toi", "ai là người duyệt của tôi", "đơn của tôi ai duyệt"):
        seen = await world.says(lan, said)
        assert "Lớp do lãnh đạo đơn vị duyệt: đ/c Trần Văn Hòa." in seen
        assert "Lớp do Sở Nội vụ duyệt: đ/c Hoàng Minh (điều phối viên)." in seen
        assert "Cần hỏi thêm, đề nghị liên hệ điều phối viên nêu trên." in seen
        assert "Đang chờ duyệt" not in seen
    assert "đ/c Đỗ Văn Nam" in await world.says(mai, "ai duyet cho toi")
    assert "hiện chưa có lãnh đạo nào của đơn vị nhận được tin" in await world.says(hoa, "ai duyet cho toi")
    await seat(world, lan, course, State.pending, awaits=Level.leader)
    seen = await world.says(lan, "ai duyet don cua toi")
    assert "Đang chờ duyệt" in seen
    assert "chờ duyệt, đang chờ đ/c Trần Văn Hòa từ" in seen
    assert lan.last.labels == ["Đăng ký của tôi", "Danh sách lớp"]
    async with world.database.reading() as session:
        assert (await session.scalars(select(SearchMiss.words))).all() == []


async def test_thanks_are_answered_with_courtesy_and_are_no_search_that_failed(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Tiếng Anh cho cán bộ ban")
    for said in ("cam on", "cảm ơn bạn nhé", "Cảm ơn anh", "ok", "vang", "👍"):
        assert (await world.says(lan, said)).startswith("Trợ lý luôn sẵn sàng hỗ trợ đồng chí.")
    assert "Tiếng Anh" in await world.says(lan, "tieng anh nhe, cam on")
    async with world.database.reading() as session:
        assert (await session.scalars(select(SearchMiss.words))).all() == []
