"""What people ask of the bot: one file a thing that one can do; here is the switchboard of all of them."""

from bot.routes import Routes
from handlers import (
    approve,
    browse_courses,
    import_workbook,
    link_account,
    my_data,
    my_hours,
    my_registrations,
    my_timetable,
    offers,
    register,
    request_link,
    search,
    staff,
    start,
    substitute,
    unlink_account,
    withdraw,
)

ROUTES = Routes().include(
    start.routes,
    link_account.routes,
    request_link.routes,
    unlink_account.routes,
    my_data.routes,
    browse_courses.routes,
    search.routes,
    register.routes,
    offers.routes,
    my_registrations.routes,
    my_hours.routes,
    my_timetable.routes,
    withdraw.routes,
    substitute.routes,
    approve.routes,
    staff.routes,
    import_workbook.routes,
)
