"""The hand-drawn plan of Lyckeberga: what everything else grows from.

Lyckeberga does not exist. Its metres are SWEREF 99 TM (EPSG:3006), but the origin lies in the open
water of the lake Vänern, where no kommun has land, so that no real street or home is pointed out.
The kommunkod 9901 is not used by SCB (no län has the number 99).
All coordinates here are metres from the origin, x east and y north. The origin is a multiple of
1,000 m, so SCB's 100 m squares have their corners at whole hundreds here too.
"""

import functools

import numpy as np
import shapely

from lofte.demo.curves import blob, line

KOMMUNKOD = "9901"
NAME = "Lyckeberga"
ORIGIN = (415_000.0, 6_548_000.0)
HALF_SIDE = 10_000.0  # the kommun fits in 20 x 20 km

LAKE = [
    (-470, -800), (-330, -1080), (-420, -1600), (-300, -2200), (-700, -3000), (-1500, -3600),
    (-2600, -3900), (-3700, -3500), (-4300, -2700), (-3900, -1900), (-3050, -1450),
    (-2350, -1050), (-1800, -1120), (-1300, -900), (-850, -690),
]  # fmt: skip
ISLANDS = [
    [(-1250, -1750), (-1050, -1900), (-1150, -2150), (-1400, -2100), (-1480, -1870)],
    [(-2900, -2500), (-2750, -2600), (-2850, -2720), (-3000, -2640)],
]  # fmt: skip
RIVER = [
    (7300, 9400), (5400, 6900), (3900, 5200), (2700, 3700), (2150, 2800), (1620, 2150),
    (1300, 1500), (960, 1080), (700, 700), (560, 330), (470, -40), (300, -330), (40, -540),
    (-230, -740), (-430, -960),
]  # fmt: skip
OUTLET = [
    (-1450, -3500), (-1300, -4600), (-2000, -6200), (-1500, -7700), (-2100, -9950),
]  # fmt: skip
FAR_LAKES = [
    [(4200, -5200), (5000, -5000), (5600, -5700), (5300, -6600), (4700, -6900), (4300, -6100)],
    [(-6900, 5600), (-6100, 6100), (-5700, 5500), (-6200, 4800), (-6900, 4900)],
    [(6300, 2600), (6900, 2900), (7200, 2300), (6700, 2000)],
]  # fmt: skip
RAIL = [
    (-9950, 3500), (-6000, 2500), (-3000, 1450), (-1600, 860), (-700, 590), (0, 525),
    (560, 530), (1100, 440), (1900, 120), (3100, -350), (6000, -1400), (9950, -2600),
]  # fmt: skip
SIDINGS = [
    [(-420, 548), (-200, 558), (250, 547), (420, 532)],
    [(1250, 395), (1650, 180), (2000, -60), (2150, -260)],
]  # fmt: skip
TATORT = [
    (-1800, 300), (-1650, 1050), (-1250, 1850), (-550, 2500), (250, 2480), (900, 2130),
    (1650, 1900), (2300, 1300), (2520, 300), (2430, -600), (1900, -1330), (1050, -1680),
    (250, -1560), (-210, -1250), (-480, -1000), (-900, -820), (-1350, -1000), (-1780, -650),
]  # fmt: skip

# name, class, points. "main" streets carry the traffic; the rest of the network grows between.
MAIN_STREETS: list[tuple[str, str, list[tuple[float, float]]]] = [
    ("Storgatan", "main", [(-1560, 190), (-1000, 110), (-420, 60), (0, 0), (480, -40),
     (1000, 10), (1560, -110), (2180, -130)]),
    ("Västra landsvägen", "main", [(-9950, -300), (-7000, 300), (-4500, -200), (-2700, 60),
     (-1560, 190)]),
    ("Östra landsvägen", "main", [(2180, -130), (3200, 150), (5000, -100), (7400, 700),
     (9950, 500)]),
    ("Norra vägen", "main", [(-420, 60), (-410, 330), (-370, 590), (-270, 1000), (-250, 1560),
     (-330, 2100), (-250, 2500), (-100, 3600), (-500, 5600), (200, 7600), (100, 9950)]),
    ("Södra vägen", "main", [(200, -14), (190, -230), (250, -480), (480, -830), (640, -1230),
     (760, -1620), (900, -2600), (700, -4600), (1500, -7000), (1300, -9950)]),
    ("Ringvägen", "main", [(-1320, 160), (-1400, 480), (-1330, 880), (-1080, 1320),
     (-700, 1520), (-250, 1560), (350, 1630), (900, 1560), (1400, 1370), (1780, 980),
     (1970, 500), (1990, 60), (1960, -125), (1880, -600), (1560, -1040), (1120, -1230),
     (640, -1230)]),
    ("Järnvägsgatan", "main", [(-900, 560), (-380, 440), (40, 405), (330, 400), (545, 400)]),
    ("Stationsgatan", "main", [(0, 0), (30, 200), (40, 405)]),
    ("Strandgatan", "main", [(190, -230), (-60, -330), (-420, -400), (-860, -430),
     (-1220, -420), (-1470, -150), (-1560, 190)]),
    ("Kvarnvägen", "main", [(640, -28), (720, 300), (860, 620), (1130, 960), (1400, 1370)]),
    ("Bangårdsgatan", "main", [(-330, 720), (0, 690), (380, 690), (640, 770), (800, 840),
     (1015, 820)]),
    ("Industrivägen", "main", [(1500, -95), (1470, -400), (1570, -700), (1860, -720)]),
    ("Norrängsvägen", "main", [(-270, 1000), (150, 1080), (500, 1180), (760, 1380),
     (900, 1560)]),
]  # fmt: skip
RURAL_ROADS: list[tuple[str, list[tuple[float, float]]]] = [
    ("Mossebovägen", [(-330, 3000), (-1500, 4100), (-3000, 5000), (-4300, 5300), (-6000, 7000),
     (-7600, 9300)]),
    ("Sågtorpsvägen", [(900, -2600), (2600, -3300), (4000, -4400), (6000, -4500), (7700, -5600),
     (9900, -6200)]),
    ("Ödegårdsvägen", [(5000, -100), (5400, 1700), (4700, 3900), (5200, 6000), (4200, 9900)]),
    ("Åsvägen", [(-4500, -200), (-5200, -2000), (-5600, -4200), (-4400, -6000),
     (-5200, -9800)]),
    ("Näsvägen", [(700, -4600), (-500, -4300), (-900, -3800)]),
    ("Höjdvägen", [(-7000, 300), (-7800, 1900), (-9900, 5200)]),
    ("Ljungvägen", [(200, 7600), (2000, 7000), (4700, 7300), (7000, 6500), (9800, 7200)]),
    ("Granvägen", [(1500, -7000), (4000, -7800), (5600, -9800)]),
]  # fmt: skip
PARKS: list[tuple[str, str, list[tuple[float, float]]]] = [
    ("Badhusparken", "park", [(-60, -370), (-230, -400), (-440, -440), (-760, -465),
     (-830, -640), (-640, -760), (-420, -760), (-250, -690), (-90, -540)]),
    ("Rådhusparken", "park", [(60, -40), (165, -45), (160, -160), (70, -150)]),
    ("Åparken", "park", [(500, 40), (620, 30), (690, 290), (640, 370), (575, 290)]),
    ("Ekbacksskogen", "forest", [(1480, 1010), (1690, 900), (1790, 640), (1560, 560),
     (1400, 720)]),
    ("Norrängsfältet", "park", [(-210, 1180), (-30, 1160), (40, 1420), (-210, 1460)]),
    ("Hagaskogen", "forest", [(-1230, 990), (-1000, 1120), (-900, 1350), (-1060, 1330),
     (-1270, 1020)]),
    ("Solbacksparken", "park", [(760, -560), (900, -500), (980, -640), (860, -740)]),
    ("Tallåsskogen", "forest", [(560, 1760), (900, 1660), (1180, 1640), (1290, 1840),
     (1010, 2000), (640, 1960)]),
    ("Solskogen", "forest", [(960, -1380), (1330, -1280), (1560, -1200), (1420, -1400),
     (1080, -1560)]),
    ("Kyrkbacken", "park", [(-300, 90), (-180, 80), (-165, 190), (-290, 200)]),
]  # fmt: skip
PATHS: list[tuple[str, list[tuple[float, float]]]] = [
    ("Strandpromenaden", [(-1430, -640), (-1250, -780), (-850, -620), (-620, -740),
     (-430, -730), (-240, -660), (20, -480), (190, -340)]),
    ("Åpromenaden", [(220, -300), (390, -170), (500, 60), (590, 330), (640, 500), (735, 690),
     (1000, 1060), (1340, 1480), (1660, 2140)]),
    ("Gångtunneln", [(145, 400), (150, 525), (160, 690)]),
    ("Skolstigen", [(690, 180), (900, 190), (1120, 240), (1300, 200)]),
    ("Skogsstigen", [(1400, 720), (1570, 700), (1690, 830), (1560, 990)]),
    ("Hagastigen", [(-1330, 880), (-1130, 1080), (-1000, 1230), (-700, 1520)]),
]  # fmt: skip

# code, name, kind, share of the population, street spacing (m), seeds of the smaller areas.
AREAS: list[tuple[str, str, str, float, float, list[tuple[str, float, float]]]] = [
    ("LY01", "Centrum", "centre", 0.155, 92, [
        ("Torget", 0, -60), ("Kyrkbacken", -200, 220), ("Strandkvarteren", -200, -220),
        ("Åkvarteren", 300, 180)]),
    ("LY02", "Stationsområdet", "station", 0.035, 120, [
        ("Resecentrum", 60, 470), ("Bangården", 200, 610), ("Bangården", -600, 640)]),
    ("LY03", "Norrängen", "housing", 0.180, 150, [
        ("Norrängen södra", 150, 880), ("Norrängen norra", 250, 1400),
        ("Norrängen norra", -130, 1350)]),
    ("LY04", "Ekbacken", "housing", 0.150, 150, [
        ("Ekbacken östra", 1600, 800), ("Ekbacken västra", 1230, 820),
        ("Ekbacken östra", 1700, 400)]),
    ("LY05", "Hagalund", "villas", 0.120, 98, [
        ("Hagalund östra", -650, 1050), ("Hagalund västra", -1100, 800),
        ("Hagalund västra", -1050, 330), ("Hagalund östra", -650, 320)]),
    ("LY06", "Sjövik", "villas", 0.085, 98, [
        ("Sjövik västra", -1150, -150), ("Sjövik östra", -700, -180), ("Badhusparken", -650, -560),
        ("Sjövik västra", -1500, -450)]),
    ("LY07", "Kvarnskolans område", "school", 0.045, 180, [
        ("Skolan", 960, 220), ("Kvarnbacken", 1400, 200), ("Skolan", 800, 420)]),
    ("LY08", "Smedjans industriområde", "industry", 0.010, 190, [
        ("Smedjan västra", 1640, -380), ("Smedjan östra", 2200, -350), ("Smedjan östra", 2220, 200),
        ("Smedjan västra", 1700, -850)]),
    ("LY09", "Solbacken", "villas", 0.080, 98, [
        ("Solbacken norra", 900, -300), ("Solbacken södra", 900, -950),
        ("Solbacken södra", 300, -1150), ("Solbacken södra", 1100, -1450)]),
    ("LY10", "Tallåsen", "villas", 0.060, 104, [
        ("Tallåsen västra", -700, 1950), ("Tallåsen östra", 350, 2050),
        ("Tallåsen östra", 1400, 1750), ("Tallåsen västra", -1400, 1300)]),
    ("LY11", "Norra landsbygden", "rural", 0.040, 0, [
        ("Mossebo", -3500, 5000), ("Ljung", 3000, 6500), ("Höjden", -6500, 2500)]),
    ("LY12", "Södra landsbygden", "rural", 0.040, 0, [
        ("Sågtorp", 4500, -4000), ("Näs", 0, -6000), ("Åsen", -5500, -4000)]),
]  # fmt: skip
VILLAGES = [("Mossebo", -3000, 5000), ("Sågtorp", 4000, -4400)]


@functools.cache
def kommun() -> shapely.Polygon:
    """A rounded square of about 20 x 20 km with a wobbling border, in local metres."""
    t = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    square = (np.abs(np.cos(t)) ** 5 + np.abs(np.sin(t)) ** 5) ** -0.2
    wobble = 1 - 0.02 * (1 + np.sin(5 * t + 1) * 0.6 + np.sin(11 * t + 2) * 0.4)
    reach = 9_990 * square * wobble
    ring = np.column_stack([reach * np.cos(t), reach * np.sin(t)])
    return shapely.Polygon(np.clip(ring, -HALF_SIDE + 10, HALF_SIDE - 10).round(1))


@functools.cache
def tatort() -> shapely.Polygon:
    return shapely.set_precision(blob(TATORT, step=40), 0.1)


@functools.cache
def lakes() -> shapely.Geometry:
    big = blob(LAKE, step=35)
    for island in ISLANDS:
        big = big.difference(blob(island, step=25))
    return shapely.union_all([big, *(blob(p, step=60) for p in FAR_LAKES)])


@functools.cache
def river() -> shapely.Geometry:
    """The river as an area: narrow upstream, broader in the town."""
    town = line(RIVER, step=25).intersection(tatort().buffer(300))
    whole = shapely.MultiLineString([line(RIVER, step=40), line(OUTLET, step=40)])
    return shapely.union_all([town.buffer(13), whole.buffer(8)]).intersection(kommun())


@functools.cache
def water() -> shapely.Geometry:
    return shapely.union_all([lakes(), river()])


@functools.cache
def railway() -> shapely.LineString:
    return line(RAIL, step=40)
