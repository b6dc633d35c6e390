"""What people ask of the bot: one file a thing that one can do; here is the switchboard of all of them."""

from bot.routes import Routes
from handlers import (
    approve,
    browse_courses,
    cover,
    import_workbook,
    link_account,
    my_data,
    my_registrations,
    nominate,
    object_to_nomination,
    offers,
    register,
    request_link,
    search,
    staff,
    start,
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
    withdraw.routes,
    nominate.routes,
    object_to_nomination.routes,
    cover.routes,
    approve.routes,
    staff.routes,
    import_workbook.routes,
)
