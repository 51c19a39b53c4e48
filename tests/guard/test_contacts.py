"""Telephone numbers, e-mail addresses, plates, flats and handles."""

import pytest

from lofte.guard import Kind, find


def found(text):
    return [(text[span.start : span.end], span.kind) for span in find(text)]


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "070-1740605",
        "0701740605",
        "070 174 06 05",
        "070/174 06 05",
        "070.174.06.05",
        "070-174-06-05",
        "0701-74 06 05",
        "08-465 004 50",
        "(08) 465 004 50",
        "08-12 34 56 78",
        "0511-123 45",
        "010-123 45 67",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "+46701740605",
        "0046 70 174 06 05",
        "+45 32 12 34 56",
        "０７０‑１７４\u00a006\u202f05",
        "070\n174 06 05",
        "070-174\n06 05",
        "070🙂174🙂06🙂05",
        "0\u200b70-174\u200b06 05",
        "46701740605",
        "46 701740605",
        "O7O-174 O6 O5",
        "noll sju noll ett sju fyra noll sex noll fem",
        "Noll sjuttio, sjutton fyrtio sex noll fem",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "Ring {} nu", "Tel:{}.", "12 bilar {} 3 st", "({})"])
def test_telephone_numbers_are_found_whole(number, frame):
    assert found(frame.format(number)) == [(number, Kind.PHONE)]


def test_a_number_written_one_digit_at_a_time_is_found():
    assert found("ring 0 7 0 1 7 4 0 6 0 5!") == [("0 7 0 1 7 4 0 6 0 5", Kind.PHONE)]
    assert found("ring 0 7 9 9 9 9 9 9 9 9 9 9") == []
    assert found("ring 46 711111111, O00, O7l 111 11 11") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tel 174 06 05", "174 06 05"),
        ("Telefonnummer är: 1740605", "1740605"),
        ("mobilnr 701740605", "701740605"),
        ("swisha till 12 34 56", "12 34 56"),
        ("ring mig på 174 06 05", "174 06 05"),
        ("mobil: 07 01 74 06 05", "07 01 74 06 05"),
        ("tel 08 12 34 56", "08 12 34 56"),
    ],
)
def test_a_number_without_area_code_or_oddly_grouped_needs_the_word_before_it(text, number):
    assert found(text) == [(number, Kind.PHONE)]
    assert found(f"lapp med {number}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112 eller 114 14, 11414, 1177, 113 13 eller 116 117",
        "tel 114 14, tfn 1177, tel. 90 000",
        "020-123 456, 0771-414 400, 0900-123 45 67",
        "öppet 08.00-16.30, 08-16 20-24, 0730-0815, 07.37 08.00 15.30",
        "den 08-12-2023 och 08 12 2023 och 2023-12-08 12.30",
        "070-174 06/05 12",
        "07 37 08 00 12",
        "tel 07.37-08.00 09.15",
        "ring 12345, nummer 1234",
        "E20, E 20, väg 184, länsväg 184, rv 49 och 070",
        "mobil 200 000 kr stulen, sms 1234567 personer, telefon 12 345 %",
        "00 46 och 0000000000",
        "58.386, 13.438 och 0,7017406051 och 00 999 123 456 789",
        "08-001 630",
        "kod 0999-999999",
        "08.465.004.50",
        "ett två tre fyra fem sex sju åtta",
        "noll två noll ett två tre fyra fem sex",
        "08\n12 34 56",
        "0 5 1 2 3 4 5 6 7 8 9 0 1",
        "oll ool",
    ],
)
def test_service_numbers_dates_times_and_amounts_are_nobodys_telephone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "anna.svensson@example.se",
        "ANNA+x@mail.example.co.uk",
        "åsa@exämple.se",
        "anna @ example.se",
        "anna＠example.se",
        "anna (at) example.se",
        "anna[at]example[dot]se",
        "anna snabel-a example punkt se",
        "anna at example.se",
        "anna(a)example (punkt) se",
        "anna@example punkt se",
        "press-anna@example.se".replace("press-", "x-"),
    ],
)
def test_addresses_are_found_also_when_hidden(address):
    assert found(f"Skriv till {address}, tack.") == [(address, Kind.EMAIL)]


@pytest.mark.parametrize(
    "text",
    [
        "info@example.se",
        "media.ost@example.se, registrator@example.se",
        "10 @ 5 kr",
        "vi var at the square",
        "info at example.se",
    ],
)
def test_the_mailbox_of_an_office_is_not_a_persons(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "plate",
    ["ABC123", "ABC 123", "ABC-123", "ABC12D", "ABC 12D", "abc123", "Abc12d", "ＡＢＣ１２３"],
)
@pytest.mark.parametrize("frame", ["{}", "En {}, röd.", "({})", "bil{}".replace("bil", "bil ")])
def test_plates_are_found(plate, frame):
    assert found(frame.format(plate)) == [(plate, Kind.PLATE)]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("bilen abc 123", "abc 123"),
        ("en röd Volvo abc 12d", "abc 12d"),
        ("regnr RUM 214", "RUM 214"),
        ("reg.nr. kod 214", "kod 214"),
        ("regnr: MAMMA", "MAMMA"),
        ("registreringsnummer är BOSSE 1", "BOSSE 1"),
        ("norskt regnr AB 12345", "AB 12345"),
        ("personlig skylt ”Bosse 1”", "Bosse 1"),
        ('regskylten med texten "kungen"', "kungen"),
    ],
)
def test_lower_case_known_words_and_personal_plates_need_a_cue(text, plate):
    assert found(f"Vi såg {text} vid torget") == [(plate, Kind.PLATE)]


@pytest.mark.parametrize(
    "text",
    [
        "E20, E 20, väg 184, länsväg 184, LÄNSVÄG 184",
        "abc 123",
        "RUM 214, BMW 320, SOS 112, TPL 139, rum214",
        "personbilar och 100 lastbilar",
        "IQV123, ABO12O, ABÅ123, ABCD123, ABC1234, ABC 123-45",
        "regnr saknas, skylten MAMMA",
        "100 %, ABC 12%",
    ],
)
def test_roads_rooms_makes_and_words_are_no_plates(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "flat",
    ["lgh 1102", "Lgh. 1102", "LGH1102", "lgh nr 12", "lgh 12 B", "lägenhet 1102", "lägenhet nr 3"],
)
def test_flats_are_found_with_the_word(flat):
    assert found(f"Bor i {flat}, andra våningen") == [(flat, Kind.FLAT)]


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("sonen i 3:an", "3:an"),
        ("familjen på 12:an stör", "12:an"),
        ("hon som bor i nr 4", "nr 4"),
        ("lägenheten på 2:an", "2:an"),
    ],
)
def test_a_door_is_found_after_a_person(text, flat):
    assert found(text) == [(flat, Kind.FLAT)]
    assert found(f"buss till {flat}, skylt i {flat}") == []


@pytest.mark.parametrize(
    "text", ["en lägenhet 2018", "lägenhet 3 personer", "lägenhet 1100", "12 lägenheter", "lgh tom"]
)
def test_other_figures_after_a_flat_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@anna_b skrev", "@anna_b"),
        ("konto (@anna.b)", "@anna.b"),
        ("snap: annab99", "annab99"),
        ("Instagram-konto: anna_b.", "anna_b"),
        ("@a@b@c", "@a@b@c"),
        ("snap annab99", "annab99"),
        ("på insta heter han kalle_k", "kalle_k"),
        ("se facebook.com/anna.b nu", "anna.b"),
        ("t.me/knarkbutiken", "knarkbutiken"),
        ("FB: anna.b", "anna.b"),
        ("discord anna#1234", "anna#1234"),
    ],
)
def test_handles_are_found(text, handle):
    assert found(text) == [(handle, Kind.HANDLE)]


@pytest.mark.parametrize(
    "text",
    [
        "3 @ 4",
        "@ torget",
        "@12",
        "instagram och snapchat",
        "snap, hej",
        "facebook.com/polisen.skara",
        "Instagram: skarakommun",
        "signal till bommen",
        "24/7",
    ],
)
def test_a_lone_sign_or_medium_is_no_handle(text):
    assert found(text) == []
