"""Dates as 2019-02-04, decimal comma, thin spaces between thousands."""

DATE_FORMAT = "Y-m-d"
SHORT_DATE_FORMAT = "Y-m-d"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "Y-m-d H.i"
SHORT_DATETIME_FORMAT = "Y-m-d H.i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y"]
FIRST_DAY_OF_WEEK = 1
