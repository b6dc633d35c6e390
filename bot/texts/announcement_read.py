"""What the reader of an announcement is told."""

RECEIVED = "Đã ghi nhận đồng chí nhận được thông báo"
