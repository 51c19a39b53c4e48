"""Texts that hide what they say, or say it in another way than most: ⟦kind|words⟧ must be found.

The kind is its first letters. All persons are made up; the numbers are made for tests.
"""

HIDDEN = r"""
Grannen ⟦name|\u0410nna⟧ skriker
⟦name|\u0410nna Sv\u0435nsson⟧ bor här
Det var ⟦name|J\u043ehan Lindqvist⟧ och ⟦name|\u0391nna Svensson⟧
⟦name|So\ufb01a Svensson⟧ såg det
⟦name|Andr\u00e9 Bod\u00e9n⟧ och ⟦name|Andre\u0301 Bode\u0301⟧ kom
⟦name|A\u030asa O\u0308berg⟧ ringde
mejla ⟦email|\u0430nna@example.se⟧
bilen ⟦plate|\u0410\u0412\u0421123⟧ stod där
Ring ⟦phone|０７０－１７４　０６　０５⟧
Pnr ⟦personnummer|８１１２１８９８７６⟧
⟦personnummer|19 81 12 18 98 76⟧
⟦personnummer|8.1.1.2.1.8.9.8.7.6⟧
⟦personnummer|8-1-1-2-1-8-9-8-7-6⟧
⟦personnummer|81 12 18 98 76⟧ är hans nummer
nr ⟦personnummer|85O7O9-98O5⟧ igen
personnumret ⟦personnummer|811218-XXXX⟧ och ⟦personnummer|19811218-****⟧
⟦personnummer|811218-9875⟧ är hans personnummer
ring ⟦phone|0 7 0 - 1 7 4 0 6 0 5⟧
ring ⟦phone|0-7-0-1-7-4-0-6-0-5⟧
ring ⟦phone|0.7.0.1.7.4.0.6.0.5⟧
ring ⟦phone|noll 7 noll 1 sju 4 noll 6 noll 5⟧ om 2 bilar
ring ⟦phone|070-17 40 605⟧
mejla ⟦email|anna punkt svensson at example punkt se⟧
mejla ⟦email|anna snabel a gmail punkt com⟧
mejla ⟦email|anna.svensson "at" example "dot" se⟧
mejla ⟦email|anna . svensson @ example . se⟧
mejla ⟦email|anna (at) gmail⟧
⟦name|A n n a⟧ såg allt
⟦name|S v e n s s o n⟧ såg allt
⟦name|J-o-h-a-n  L-i-n-d⟧ såg allt
⟦name|k a r i n l u n d⟧ såg allt
bil med regnummer ⟦plate|A B C 1 2 3⟧
registreringsnummer ⟦plate|GHJ·123⟧
"""

OTHER_WAYS = r"""
Den misstänkte, ⟦name|Hamza Yildiz⟧ (född ⟦personnummer|811218-9876⟧), greps.
⟦name|Svensson Anna⟧ finns i registret
⟦name|Leif GW Persson⟧ och ⟦name|J-O Andersson⟧ kom
⟦name|mohammed al-hassan⟧ var där
⟦name|Linda⟧ ringde oss. ⟦name|Sten⟧ berättade.
Lärarna ⟦name|Eva⟧ och ⟦name|Hans⟧
/⟦name|Björn⟧
Lampan är trasig.\n/⟦name|Linda⟧
Killen, alias ⟦name|Zäta⟧, greps
Han bor på ⟦address|Nya vägen 3⟧
bor på ⟦address|S:t Persgatan 12⟧
han bor på ⟦address|Solbacka 14⟧
adress: ⟦address|Ekliden 3⟧
hyr ⟦flat|lght 1102⟧ och ⟦flat|lghnr 1102⟧
⟦case|5000K123456-26⟧ och ⟦case|0201-K123456-2026⟧
Tingsrätten: ⟦case|B 1859-26⟧, åklagaren: ⟦case|AM-12345-26⟧
användarnamn ⟦handle|kalle_p⟧
"""

NOTHING = r"""
\u0410\u043d\u043d\u0430 \u0418\u0432\u0430\u043d\u043e\u0432\u0430
½ 3️⃣ ﷺ
Maria kyrka, Sofia skola och Katarina församling
Von Döbelns väg och Af Ugglas gata
Torsten Henriksons gångbro och Karlbergs station
Anders Ericsson gatan
Skåneleden 1, etapp 3
boende i Skara 35 personer
bor i Skara 12.30 och 12-14
bor på Väg 184
@polisen_skara twittrade
Ordningsvakten på Harrys ringer
Stöcksjö/Ansmark och Ofredande/Förargelse
Visma och Company
B 12-14, T 4-20
poäng 3 - 1 - 2 - 0 - 5 - 4
noll fel 3 av 4
811318-XXXX
i 1 a 2 b 3 c
a b c d e f
punkt torget at
"""
