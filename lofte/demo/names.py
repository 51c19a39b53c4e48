"""Invented street names: Swedish common nouns and the usual endings, never a person or a town."""

from collections.abc import Iterator

STEMS = {
    "centre": "Torg Kyrko Skol Rådhus Bryggar Vävar Garvar Hantverkar Bagar Apoteks Slöjd "
    "Kopparslagar Snickar Ljus Klock Post Kryddbod Hamn Bro Salu Våg Mässings Bokbindar Sadelmakar "
    "Krukmakar Urmakar Repslagar Färgar Glasblåsar Mjölnar Silver",
    "station": "Gods Perrong Banvall Stins Semafor Växel Räls Lok Signal Vagns Kol Magasins",
    "housing": "Björk Ek Lönn Alm Ask Rönn Oxel Sälg Hassel Avenboks Lind Asp Hägg Poppel Pil "
    "Al Bok Tall En Lärk Cypress Kastanj Körsbärs Plommon Päron Äppel Sylt Nöt Kvist Löv",
    "villas": "Blåklocks Prästkrage Smörblom Violin Syren Lupin Liljekonvalj Vitsippe Blåsipps "
    "Gullvive Kattfots Klöver Timjan Lavendel Rosen Pion Malvans Nejlik Vallmo Ringblom "
    "Humle Kaprifol Jasmin Daggkåpe Solros Lin Råg Havre Korn Vete Mejram Salvia Dill "
    "Lärke Svale Trast Siske Bofinks Mes Star Sparv Stork Tran Vip Gök Ugglans "
    "Ekorr Igelkotts Räv Hare Mård Bäver Uttern Lo Älg Rådjurs Hjort Grävling "
    "Blåbärs Hallon Lingon Smultron Hjortron Odon Tranbärs Krusbärs Vinbärs Slån Nypon "
    "Gädd Abborr Mört Gös Sik Nors Lake Id Braxen Öring Siklöje Ruda Ål Löj "
    "Segel Mast Roder Åre Ankar Boj Brygg Fyr Lots Båtsmans Skepps Kajut Trål Not Nät Kanot",
    "school": "Tavel Krit Pulpet Skrivar Läse Räkne Kunskaps Linjal Penn Bläck",
    "industry": "Smides Gjutar Verkstads Ässje Städ Hammar Valsverks Svarv Turbin Axel Kugg "
    "Transformator Last Maskin Verktygs Nit",
    "rural": "Ängs Hage Gärdes Lid Myr Mo Dunge Sten Källe Tjär Hässje Kärr Fäbod Loge",
}
ENDINGS = {
    "centre": ("gatan", "gränd", "backen"),
    "station": ("gatan", "vägen", "gränd"),
    "housing": ("gatan", "vägen", "gården"),
    "villas": ("vägen", "stigen", "backen"),
    "school": ("vägen", "stigen", "gatan"),
    "industry": ("gatan", "vägen", "gränd"),
    "rural": ("vägen", "stigen"),
}


def street_names(kind: str) -> Iterator[str]:
    """Every name of one kind of area once: all stems with the first ending, then the next."""
    stems = STEMS[kind].split()
    for ending in ENDINGS[kind]:
        yield from (stem + ending for stem in stems)
