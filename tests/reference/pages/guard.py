from lofte.guard import Kind, find, mask

EXAMPLES = (
    "Grannen Anna bor på Björkvägen 14 B och har tel 070-174 06 05.",
    "killen heter xhemajl, snap: xhemo_99, kör ABC12D",
    "\u0410nna nås på 0 7 0 - 1 7 4 0 6 0 5 eller anna punkt svensson at example punkt se",
    "Ärendet är 5000-K123456-26, den misstänkte är 811218-9876.",
    "Klotter vid Olof Palmes plats, E20, kl. 21.30, ring 114 14.",
)


def page():
    kinds = ", ".join(f"{kind.label} (`{kind}`)" for kind in Kind)
    rows = "\n".join(f"| {text} | {mask(text, find(text))} |" for text in EXAMPLES)
    return f"""# Personuppgifter i text

Löfte ska inte innehålla personuppgifter om dem som händelser handlar om. Därför läses varje text
som någon skriver. Det som ser ut som en personuppgift markeras för den som skriver och för
granskaren, som maskerar det.

Löfte hittar {kinds}.

| Text | Maskerad |
|---|---|
{rows}

## Så går det till

Regler, ingen modell: samma text ger alltid samma svar, tiden växer i takt med texten och inget
lämnar servern. Nummer prövas mot formatets regler: kontrollsiffra för personnummer,
nummerplaner för telefon, Transportstyrelsens former för skyltar. Osynliga tecken,
radbrytningar, andra sorters siffror och streck, bokstäver ur andra alfabet som ser ut som våra,
tecken skrivna ett och ett och siffror skrivna som ord läses som det de föreställer. Fyndet pekar
alltid på tecknen i den text som lämnades in.

Ett namn hittas när för- och efternamn står intill varandra, när ord före säger att det är ett namn
(”heter”, ”grannen”, ”min chef”, ”vän till”, ”mvh”, titlar) eller när det är ett vanligt namn som
inte betyder något annat. ”Björn”, ”Stig” och ”Linda” först i en mening eller med liten bokstav
är oftast inte namn och lämnas. Gator, skolor och företag som bär en persons namn lämnas.
Namnen kommer från SCB:s listor genom biblioteket Faker, med tillägg.

En gatuadress med nummer hittas när den pekar ut ett hem. Kiosken på Storgatan 4 och korsningen vid
Storgatan 4 lämnas. Myndigheters och tjänsters nummer och brevlådor (112, 114 14, 1177, 020,
registrator@) är ingens personuppgift.

## Pröva själv

`lofte guard` läser texter från filer eller standard in och skriver vad som hittades, utan databas.
Varje rad in är en JSON-sträng eller ett objekt med fältet `text`. Varje rad ut är en lista med ett
objekt för varje fynd:

    $ echo '"Grannen Anna"' | lofte guard
    [{{"start": 8, "end": 12, "kind": "name"}}]

`start` och `end` räknar unicode-tecken från noll, så att `text[start:end]` är fyndet. En rad som
inte går att läsa ger en tom lista och en mening på standardfelet, och slutkoden blir 1. Rad n ut
hör
alltid till rad n in. `python -m benchmarks.guard` mäter träffsäkerhet och hastighet på öppna
texter.

## Så bra är den

Mätt med `python -m benchmarks.guard` på öppna texter:

| Vad | Hur bra |
|---|---|
| Testnummer som hittas, i alla skrivsätt | 1 280 av 1 280 |
| Fullständiga namn och namn med ett ord före, i nyheter som reglerna aldrig sett | 97 % |
| Fynd som verkligen är namn, i samma nyheter | 99 % |
| Falska larm på polisens händelsesidor | 0,2 på 1 000 ord |
| Larm på namn på orter | 2 på 1 000 ord |
| Larm på namn på gator, där också butiker och husnummer står med | 12 på 1 000 ord |

## När det inte räcker

Regler ser inte allt. ”Han med hunden på trean” pekar ut någon utan ett enda namn, och ett
ovanligt namn utan ord intill märks inte. Därför läser en granskare varje rapport, och granskaren
kan markera det som reglerna inte såg.
"""
