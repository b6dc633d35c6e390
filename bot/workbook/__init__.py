"""The coordinators' workbook: kept out when hostile, read with limits, answered with reasons."""
