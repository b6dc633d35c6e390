"""The named fields of announcements in Vietnamese."""

from models.fields import Field

FIELDS = {
    Field.full_name: "họ tên",
    Field.staff_code: "mã cán bộ",
    Field.unit: "đơn vị",
    Field.post: "chức danh",
}
# What stands in a text where the roster has nothing.
MISSING = {
    Field.full_name: "đồng chí",
    Field.staff_code: "chưa có",
    Field.unit: "đơn vị",
    Field.post: "cán bộ",
}
IN_BRACES = ", ".join(f"{{{name}}}" for name in FIELDS.values())
