import numpy as np

from benchmarks.honesty.survey import rates
from lofte.analysis.survey import intervals
from lofte.analysis.survey.design import Open
from lofte.analysis.survey.errors import NotASample
from lofte.analysis.survey.estimates import share
from lofte.analysis.survey.response import Letters
from tests.reference.words import number

SENT, PEOPLE = {"Centrum": 300, "Norr": 300}, {"Centrum": 9000, "Norr": 1500}
ANSWERED, UNSAFE = {"Centrum": 120, "Norr": 90}, {"Centrum": 24, "Norr": 45}

SAMPLES = 400


def page():
    codes = {f"{name}{k}": name for name, sent in SENT.items() for k in range(sent)}
    letters = Letters(codes, PEOPLE)
    answered = [f"{name}{k}" for name, many in ANSWERED.items() for k in range(many)]
    yes = np.array([k < UNSAFE[name] for name, many in ANSWERED.items() for k in range(many)])
    sample, response = letters.sample(answered), letters.response(answered)
    found = share(yes, sample)
    north = share(yes, sample, within=np.array([code[0] == "N" for code in answered]))
    return f"""# Urvalsenkät: från svar till befolkning

En urvalsenkät går till personer som har lottats. Då kan svaren gälla för alla, med en osäkerhet
som går att räkna ut. En **öppen enkät** besvaras av dem som själva väljer att göra det. Den ger
antal, aldrig intervall. {_refused()}

## Exempel

{_response(response)}

Rakt räknat känner sig {number(100 * yes.mean(), 1)} % av dem som svarade otrygga. Men i Norr fick
en mycket större del av invånarna brev. Varje svar från Centrum står för
{number(sample.weights[0], 0)} personer, varje svar från Norr för {number(sample.weights[-1], 0)}.
Så räknat är det **{number(100 * found.value, 1)} % av invånarna** (95 % intervall
{number(100 * found.low, 1)}–{number(100 * found.high, 1)} %). I Norr:
{number(100 * north.value, 1)} % ({number(100 * north.low, 1)}–{number(100 * north.high, 1)} %).
Designeffekten är {number(found.deff)}: osäkerheten (variansen) är så många gånger den som ett
enkelt lottat urval med lika många svar hade haft.

## Hur ofta stämmer intervallet?

{_honest()}

## När du inte ska använda det

- När enkäten är öppen. Antal svar hjälper inte: tusen som valde att svara är inget urval.
- När få har svarat. Metoden antar att de som inte svarade i ett stratum liknar dem som svarade.
  Väg mot det som är känt om befolkningen ([vikter](survey_weights.md)) och skriv svarsfrekvensen.
- När ett stratum har ett enda svar. Spridningen där är okänd. Vi säger ifrån, och den som räknar
  väljer: slå ihop strata, räkna det som känt (certainty), som de andra i snitt (average), eller
  efter avståndet till allas medelvärde (adjust).

## Formel

Medelvärdet är ȳ = Σ w y / Σ w. Dess varians, med linjariseringen u = w (y − ȳ) / Σ w:

    V = Σ_h (1 − n_h / N_h) · n_h / (n_h − 1) · Σ_i (u_hi − ū_h)²

Utan ändlighetskorrektion faller parentesen bort. Dras hela grupper (en klass, ett trapphus) är
u_hi gruppens summa. För en delgrupp är u noll utanför gruppen, så att också gruppens storlek räknas
som osäker. Totaler: u = w y. Intervallet är t-fördelat med antalet dragna enheter minus antalet
strata. För andelar räknas det på logitskalan, så att det håller sig mellan 0 och 100 %:
logit(p) ± t · s / (p (1 − p)). Svarar alla lika används Clopper och Pearsons intervall på
(Σ w)² / Σ w² svar. Designeffekten jämför med ett lottat urval utan återläggning. Definitionerna är
de
i R:s paket survey, och siffrorna är desamma (Lumley 2004; Särndal, Swensson & Wretman 1992; Korn &
Graubard 1998).

Metod: {intervals.METHOD}, version {intervals.VERSION}.
"""


def _refused():
    try:
        share(np.ones(500, bool), Open(500))
    except NotASample as error:
        return f"Den som frågar får svaret: ”{error}”"
    raise AssertionError("an open survey was given an interval")


def _honest():
    usual, few = rates(0.2, 200, SAMPLES), rates(0.05, 60, SAMPLES)
    return f"""I {SAMPLES} urval om 200 svar ur en påhittad kommun, där en femtedel är otrygga, låg
den sanna andelen inom intervallet {_percent(usual["share"])} av gångerna, vägt mot kön och ålder
{_percent(usual["raked share"])}. Löftet är 93–97 % i genomsnitt, för andelar,
delgrupper, totaler och medel, där minst tio
väntas svara ja och minst tjugo grupper har dragits när hela grupper dras. Med 60 svar och en
tjugondel otrygga, alltså
omkring tre personer, är det {_percent(few["share"])}: då räcker svaren inte, och intervallet ska
läsas som för smalt. För medelvärdet av ett mycket skevt mått är det {_percent(usual["mean"])} med
200 svar."""


def _percent(part):
    return f"{number(100 * part, 0)} %"


def _response(response):
    head = "| | Invånare | Brev | Svar | Svarsfrekvens |\n| --- | --- | --- | --- | --- |"
    rows = zip(
        response.strata,
        response.population,
        response.sent,
        response.answered,
        response.rate,
        strict=True,
    )
    lines = [f"| {s} | {n} | {m} | {a} | {number(100 * r, 0)} % |" for s, n, m, a, r in rows]
    return "\n".join([head, *lines])
