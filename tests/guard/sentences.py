"""Sentences as people write them: what is a person's name stands in ⟦ ⟧, the rest must be left.

Grouped by who writes. All persons and events are made up.
"""

REPORTS = """
Grannen ⟦Mehmet⟧ skriker på sin sambo varje kväll.
Det var ⟦Johan Lindqvist⟧ som krossade rutan på Björkskolan.
Två ungdomar, ⟦Kevin⟧ och ⟦Liam⟧, eldade i papperskorgen.
Min chef ⟦Annika⟧ ringde väktarna kl. 21.30.
Sonen ⟦Elias⟧ sågs springa mot torget.
Killen heter ⟦Xhemajl⟧ och bor på området.
Han heter ⟦Björn⟧ och brukar sitta på bänken.
Hon heter ⟦My Lind⟧ enligt ägaren.
Jag heter ⟦Stig⟧ och bor granne med parken.
Vi pratade med vaktmästare ⟦Lindgren⟧ om belysningen.
Vaktmästaren ⟦Bo⟧ lagade lampan.
Läraren ⟦Karin Ek⟧ såg bråket.
Vän till ⟦Fatima⟧ blev påhoppad vid busskuren.
Pappan till ⟦Leo⟧ kom och hämtade honom.
Det är ⟦Svenssons⟧ hund som skäller.
⟦Annas⟧ cykel stals utanför biblioteket.
⟦Ahmed⟧ på Storgatan 3 sålde knark till elever.
⟦Mohammed Ali Hassan⟧ hotade personalen i butiken.
⟦Lars-Göran Öberg⟧ körde moped på gångbanan.
⟦Carl von Essen⟧ klagade på klottret.
⟦Åsa af Geijerstam⟧ ringde in om glaset.
⟦Anna-Karin Svensson-Berg⟧ såg det hela.
⟦A. Svensson⟧ och ⟦K.G. Andersson⟧ grälade i trapphuset.
⟦Anna S⟧. har anmält detta förut.
Boende ⟦Gunilla Åström⟧ är rädd att gå ut.
Snälla gör något åt ⟦Kjell⟧ i trappan.
Alla vet att det är ⟦Tommys⟧ grabbar.
Min lillebror ⟦Omar⟧ blev rånad.
Tant ⟦Greta⟧ på bottenvåningen vågar inte gå ut.
Familjen ⟦Hosseini⟧ har fått fönster krossade.
Familjen ⟦Karlsson⟧ störs av musiken.
Tjejen kallas ⟦Bella⟧ av de andra.
Ledaren i gänget kallas ”⟦Zäta⟧”.
Rektor ⟦Eva Nordin⟧ har fått veta.
Områdespolisen ⟦Peter Holm⟧ var där.
Väktare ⟦Ali Demir⟧ ingrep.
Fastighetsskötaren ⟦Kent Ohlsson⟧ bytte lås.
Hyresgästen ⟦Jovanović⟧ har fester.
En kille vid namn ⟦Arben⟧ säljer.
Mormor ⟦Ingrid⟧ föll på isen vid övergången.
Kompisen ⟦Isak⟧ höll vakt.
Offret ⟦Lina⟧ är 15 år.
Vittne: ⟦Hassan Omar⟧.
Anmälare: ⟦Britt-Marie Ekström⟧
Namn: ⟦Dragana Petrović⟧
Kontaktperson är ⟦Yusuf Abdi⟧.
Det var ⟦ANDERSSON⟧ igen.
⟦JOHAN KARLSSON⟧ BRÖT SIG IN I KÄLLAREN
Igår slog ⟦Muhammed⟧ sönder hållplatsen.
Ägaren ⟦Giovanni Rossi⟧ stängde tidigt.
Vi har sett ⟦Fadumo Warsame⟧ där.
Ungdomarna ⟦Noah⟧, ⟦William⟧ och ⟦Alva Berg⟧ kastade sten.
⟦Ingemar Björks⟧ bil repades.
"""

CHAT = """
där va ⟦ahmed⟧ o hans kompisar igen
⟦johan svensson⟧ sålde knark vid kiosken
min granne ⟦stig⟧ spelar hög musik
grannen ⟦ali⟧ bråkar
killen heter ⟦xhemajl⟧ tror jag
hon heter ⟦linda⟧ och går i nian
⟦emma⟧ blev rånad igår
det va ⟦kevin⟧ som eldade
jag såg ⟦fatima⟧ bli knuffad
hans kompis ⟦mustafa⟧ hade kniv
mvh ⟦lasse⟧
mvh ⟦Anna-Lena⟧ i trean
hej ⟦linda⟧! det är mörkt på stigen
⟦anna-karin⟧ sa att lampan är trasig
⟦andersson⟧ på hörnet skräpar ner
⟦mohamed abdi⟧ slog honom
de e ⟦ibrahims⟧ gäng
han kallas ⟦jocke⟧
tjejen ⟦sara⟧ grät
MIN GRANNE ⟦HASSAN⟧ SKRIKER
⟦björn andersson⟧ hällde ut olja
⟦per nilsson⟧ parkerar på gräset
brorsan ⟦adam⟧ va me
fråga ⟦robert lindgren⟧ han vet
"""

RESIDENTS = """
Jag heter ⟦Margareta⟧ och är 74 år, jag går aldrig ut efter åtta.
Mitt namn är ⟦Nils-Erik Hammar⟧ och jag bor i Norrby.
Min dotter ⟦Alma⟧ vågar inte gå till träningen.
Mina barn ⟦Oskar⟧ och ⟦Ebba⟧ cyklar till skolan.
Vi på Ekgatan vill tacka ⟦Roger⟧ på fritidsgården.
Tack ⟦Malin⟧ för att du ordnade lyset!
Med vänlig hälsning ⟦Kerstin Blom⟧
Hälsningar ⟦Bosse⟧
/⟦Marie⟧
Min man ⟦Gunnar⟧ blev knuffad på bussen.
Prata med ⟦Zeynep Yılmaz⟧ på Hyresgästföreningen.
Det är bara ⟦Lasse Öst⟧ som bryr sig.
Fråga ⟦Tuula Virtanen⟧, hon har bott här i 40 år.
Fritidsledaren ⟦Amir⟧ är toppen.
Som ⟦Abdirahman⟧ sa på mötet: det behövs lampor.
"""

PRESS = """
– Vi ser en förbättring, säger ⟦Eva Månsson⟧, trygghetssamordnare.
Kommunalrådet ⟦Per Wästberg⟧ (S) inviger parken.
Polischef ⟦Carin Götblad⟧ undertecknar löftet.
Text: ⟦Sofia Hagström⟧
Foto: ⟦Erik Nyberg⟧
Kontakt: ⟦Linn Blohm⟧, kommunikatör
Enligt ⟦Jan Guillou⟧ är det fel.
Ordförande ⟦Abdullahi Mohamud⟧ öppnade mötet.
Näringslivschefen ⟦Ulrika Obstfelder Peterson⟧ hälsade välkommen.
Närvarande: ⟦Lena Ek⟧, ⟦Tomas Bodström⟧, ⟦Stefan Löfgren⟧
⟦Oleksandr Kovalenko⟧ berättade om flykten.
Justerare: ⟦Ann-Sofie Hermansson⟧
⟦Robin van Persie⟧ och ⟦Bashar al-Assad⟧ nämndes.
"""

NOTHING = """
Kl. 21.30 störde ungdomar vid E20, 23 år, 114 14 underrättades.
Klotter på Björkskolan och i Stigs gränd.
Stenar kastades mot bussen. Sten låg kvar på vägen.
Björn siktad vid elljusspåret.
En björn gick över vägen. Linn slog ut i parken.
Hela dagen och hela natten hörs musik i my plaza.
Stig på gångbanan är hal. Bo i centrum är otryggt.
Liv och hälsa. Dag och natt. Per automatik. Max 30 km/h.
Axel på lastbilen gick av. Tor på torsdag.
Rita på väggen är inte tillåtet, sanna mina ord.
Linda in cykeln. Klara färdiga gå. Tom flaska.
Hans cykel stals. Inga lampor lyser. Maj var lugn.
Olof Palmes plats är mörk på kvällen.
Vid Gustav Adolfs torg samlas ungdomar.
Anna Lindhs plats, Sven Jerrings väg och Karl Johansgatan.
Astrid Lindgrens barnsjukhus ligger inte här.
Erik Dahlbergsgymnasiet och Anna Whitlocks gymnasium har lov.
Skadegörelse på Sankt Eriks skola och S:t Lars kyrka.
Karin Boyes gata är mörk.
Båten till S:ta Anna skärgård var full.
Trasig lampa på Per Brahegatan och vid Johannes kyrka.
Magnus Ladulåsgatan, Birger Jarlsgatan och Hjalmar Brantings plats
Nils Ericsons terminalen är stökig.
Rån mot Clas Ohlson och Gina Tricot.
Stöld på Lindex, ICA Maxi, Max och Åhléns.
Bråk utanför Harrys och O'Learys.
Svenssons Bygg AB har ställt en container där.
Lindgren & Söner AB hämtar skräpet.
Johanssons Åkeri körde på stolpen.
Inbrott i Alis pizzeria och Hassans livs.
Ovädret Hans fällde träd. Stormen Gudrun också.
Hunden Bella sprang lös.
Butiken heter Svea och appen heter Swish.
Platsen kallas Plattan. Gatan heter Rosengatan.
Det heter att man ska ringa.
Polisen Göteborg och Polisregion Väst var på plats.
Socialtjänsten, Trygghetsrådet och Räddningstjänsten Skaraborg deltog.
Mannen greps. Kvinnan fördes till sjukhus. Föraren var nykter.
Killen sprang. Grannen ringde. Sonen såg allt.
Chefen Malmö sa nej till Region Skåne.
I Åsa och i Nora har det varit lugnt.
Trafikolycka i Vilhelmina, Fredrika och Dorotea.
Måndag till fredag, 12 januari 2026, Kristi himmelsfärd.
Skräp vid Stora Torget, Västra Hamnen och Norra Djurgården.
Sveriges Radio och Svenska Dagbladet skrev om det.
Mopedåkning vid Ica Kvantum och Coop Forum.
Belysningen är trasig vid Vasaparken och Kungsträdgården.
Tack Polisen! Hej kommunen, laga lampan.
Hälsningar en orolig granne
mvh boende i området
grannen ville inte prata och mannen var stark
killen hade kniv, tjejen skrek, mamman grät
det är en tom tomt med sten och skog och strand
han heter nåt på a
jag vet inte vad han heter men han bor där
mer sol och mindre storm, love u
hen är min granne och min vän
den som kallas ägare till bilen
klubben heter något med B
mark och miljö, dal och berg, lund och hult
VARNING: INGA BARN I PARKEN EFTER KL 20
KLARA REGLER BEHÖVS PÅ TORGET
Lucia firas på torget. Valborg blev stökig. Midsommar lugn.
Viking Line och Stena Line kontrollerades.
Rosa huset, Gula villan och Lilla Edet.
Bostadsbolaget Bostäder AB ansvarar.
Tim på parkeringen gick ut kl 12.
Elever i nian samlas vid Kupolen efter skolan.
""".strip()
