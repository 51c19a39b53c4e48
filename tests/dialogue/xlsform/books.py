"""Workbooks for the tests, from rows."""

from io import BytesIO

from openpyxl import Workbook

YES_NO = [("list_name", "name", "label"), ("jn", "ja", "Ja"), ("jn", "nej", "Nej")]


def book(survey, choices=YES_NO, settings=(("form_title",), ("Min enkät",)), name="survey"):
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in ((name, survey), ("choices", choices), ("settings", settings)):
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()
