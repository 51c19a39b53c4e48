"""A real press release, in our own words: Skara kommun, 4 February 2019."""

from lofte.publishing.releases.inputs import Contact, Quote

HEADING = "Nya löften med fokus på en tryggare miljö"
LEAD = (
    "Kommunen och Polisen har nu undertecknat det nya medborgarlöftet. Det innehåller konkreta "
    "åtgärdspunkter och har tagits fram av båda i dialog med invånarna. Brottsstatistik och "
    "rapporter har också använts."
)
FOCUS = (
    "Dialogen visar att de platser som känns mest otrygga är Skara centrum, stationsområdet och "
    "vissa bostadsområden. Otryggheten bygger främst på oro för att utsättas för brott där. De "
    "brott som oroar mest är misshandel och inbrott."
)
PRIORITY = "Under 2019 prioriteras arbetet mot användning av narkotika bland ungdomar."
BASIS = (
    "Löftet är en del av det brottsförebyggande och trygghetsskapande arbete som båda har ansvar "
    "för. Det vilar på dialoger med invånare och med medarbetare hos Polisen och kommunen. "
    "Statistik över anmälda brott, rapporter om händelser och underrättelser har också legat till "
    "grund. Det nya gemensamma löftet gäller under 2019."
)
ABOUT = (
    "Skara kommun har 1 700 medarbetare. Kommunen ansvarar bland annat för skola, omsorg, "
    "planering och miljö. Vår uppgift är att ge god service, och vår vision är ett Skara där "
    "människor vill leva."
)
QUOTES = (
    Quote(
        text="Det här är ett steg till i vårt samarbete. Dagens löfte är mer utvecklat än tidigare "
        "års, och det visar att samarbetet är gott.",
        role="lokalpolisområdeschef",
        after="lead",
    ),
    Quote(
        text="Användningen ökar bland ungdomar. Det är inte unikt för Skara, men vi ser mycket "
        "allvarligt på det och har därför lyft det som en prioritering.",
        role="säkerhetssamordnare, Samhällsskydd Mellersta Skaraborg",
        after="priority",
    ),
)
CONTACTS = (
    Contact(role="utvecklingsledare", name="Anna Exempel", reach="0511-320 01"),
    Contact(role="kommundirektör", name="Bo Exempel", reach="0511-320 02"),
    Contact(role="kommunalråd i opposition", name="Cia Exempel"),
    Contact(role="säkerhetssamordnare"),  # a role and no name
    Contact(name="Disa Exempel", reach="0511-320 05"),  # a name and no role
    Contact(role="kommunikationsenheten", reach="kommunikation@skara.example"),
)
TITLE = "Medborgarlöfte 2019"
INTRO = "Det här är vårt gemensamma löfte till dig som bor i Skara kommun."
KOMMUN = (
    "Genomföra temainsatser mot narkotika för elever, personal och vårdnadshavare",
    "Få in trygghetsaspekten i kommunala planerings- och projekteringsarbeten",
    "Utveckla arbetet för ett tryggare resecentrum",
)
POLICE = (
    "Fortsätta med trygghetsskapande patrullering i områden som kommer fram ur våra gemensamma "
    "lägesbilder i arbetet med EST",
    "Arbeta med riktade insatser mot narkotika",
)
TOGETHER = (
    "Arbeta med kontinuerlig kommunikation om kommunens och polisens brottsförebyggande arbete",
)
