from lofte.analysis.significance import benjamini_hochberg, worth_testing
from tests.reference.words import number


def page():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    found = benjamini_hochberg(p, 0.05)
    single = sum(value <= 0.05 for value in p)
    spared = worth_testing([1e-9] * 3 + [0.04] * 997, 0.05)
    return f"""# Många prövningar på en gång

Den som prövar tusen rutor på nivån 5 % hittar femtio av en slump. Vi rättar för det: av det som vi
kallar fynd ska i genomsnitt högst 5 % vara falska. Rutor, platser, områden och kategorier rättas
var för sig. I en kommun där inget har ändrats kallar vi därför någon ruta alls ”fler än normalt”
högst en gång av tjugo, och någon kategori alls högst en gång av tjugo. Att något av slagen säger
det händer oftare.

## Exempel

Femton prövningar i Benjamini och Hochbergs artikel: {single} har p under 0,05, men bara
{found.rejected.sum()} är fynd. Gränsen blev {number(found.threshold, 4)}.

Tusen platser, varav 997 har så få händelser att p aldrig kan bli mindre än 0,04: bara
{spared.sum()} är värda att pröva, och de slipper betala för de andra.

## När du inte ska använda det

När du redan vet vilken enda plats du frågar om. Då räcker dess eget p.

## Formel

Ordna p₁ ≤ … ≤ p_n. Fynden är de k minsta, där k är det största tal med p_k ≤ 0,05 · k / n. Det
håller också när fönster överlappar (Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001). Värda
att pröva är de vars minsta möjliga p är högst 0,05 / K, där K är det minsta tal k för vilket
högst k
prövningar kan nå 0,05 / k (Tarone 1990; Gilbert 2005). Valet ser bara platsens totala antal över
historien och nu, inte hur det fördelar sig.
"""
