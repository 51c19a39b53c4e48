"""What several methods see at one place is told once; what only one saw stands by itself."""

from dataclasses import replace

from lofte.situation.compose import compose
from lofte.situation.document import ALARM, CLUSTER, FEWER, MORE, Figures, Finding
from lofte.situation.findings import HERE, MARK
from lofte.situation.merging import Extra, merged, numbered
from lofte.situation.precision import at_area_level
from lofte.situation.render.maps import deviations
from lofte.situation.render.view import headline
from tests.situation.picture_town import SOURCE, X0, Y0, points, quiet


def found(kind=MORE, place="Torget", **facts):
    given = {
        "number": 0,
        "kind": kind,
        "place": place,
        "sentence": f"{place}: 9 händelser.",
        "figures": Figures(9, expected=3.0),
        "strength": "tydligt stöd",
        "source": "Provregistret",
        "method": "more_than_normal",
    }
    return Finding(**(given | facts))


def cluster(x, y, **facts):
    one = found(CLUSTER, HERE.capitalize(), x=x, y=y, method="space_time_scan", **facts)
    return Extra(one, "Anhopning sedan 2026-11-12.", reach=300.0)


def alarm(area):
    one = found(ALARM, "Öster", area=area, method="alarms")
    return Extra(one, "Klotter i området: 9 händelser.")


def test_a_cluster_near_a_finding_is_added_to_its_sentence():
    (told,) = merged([found(x=X0, y=Y0)], [cluster(X0 + 200, Y0 + 200)])
    assert told.sentence == "Torget: 9 händelser. Anhopning sedan 2026-11-12."


def test_a_cluster_elsewhere_stands_by_itself():
    told = merged([found(x=X0, y=Y0)], [cluster(X0 + 300, Y0 + 200)])
    assert [one.kind for one in told] == [MORE, CLUSTER]


def test_a_cluster_goes_with_the_nearest_of_several():
    near, far = found(x=X0 + 800, y=Y0, place="Viadukten"), found(x=X0, y=Y0)
    wide = replace(cluster(X0 + 790, Y0), reach=1_000.0)
    for both in ([far, near], [near, far]):
        told = merged(both, [wide])
        assert [one.place for one in told if "Anhopning" in one.sentence] == ["Viadukten"]


def test_an_alarm_goes_with_its_area_before_a_place_in_it():
    inside, whole = found(x=X0, y=Y0, area="V"), found(place="Väster", area="V")
    told = merged([inside, whole], [alarm("V")])
    assert [one.place for one in told if "Klotter" in one.sentence] == ["Väster"]


def test_an_alarm_goes_with_its_area_and_and_with_no_other():
    told = merged([found(area="V")], [alarm("O"), alarm("V")])
    assert [one.kind for one in told] == [MORE, ALARM]
    assert told[0].sentence.endswith("Klotter i området: 9 händelser.")


def test_an_alarm_of_no_area_is_not_that_of_a_finding_without_one():
    assert len(merged([found(area="")], [alarm("")])) == 2


def test_fewer_events_and_a_cluster_are_two_things():
    assert len(merged([found(FEWER, x=X0, y=Y0)], [cluster(X0, Y0)])) == 2


def test_a_sentence_does_not_grow_without_end_and_says_what_it_leaves_out():
    (told,) = merged([found(area="V")], [alarm("V")] * 5)
    assert told.sentence.count("i området") == 2
    assert told.sentence.endswith("3 till i tabellerna.")


def test_a_cluster_and_an_alarm_at_one_place_are_one_finding():
    (told,) = merged([], [cluster(X0, Y0, area="V"), alarm("V")])
    assert told.kind == CLUSTER
    assert told.sentence.endswith("Klotter i området: 9 händelser.")


def test_what_one_method_has_told_apart_stays_apart():
    assert len(merged([], [cluster(X0, Y0), cluster(X0 + 200, Y0)])) == 2


def test_a_strong_alarm_comes_before_weak_rises_and_before_all_falls():
    weak = found(place="Svagt", strength="visst stöd")
    fewer = found(FEWER, place="Lugnt", strength="visst stöd")
    told = merged([weak, fewer], [alarm("O")])
    assert [one.kind for one in told] == [ALARM, MORE, FEWER]


def test_a_rise_stands_where_the_strongest_method_that_saw_it_would():
    weak = found(place="Svagt", strength="visst stöd", area="V")
    strong = found(place="Torget", strength="tydligt stöd", area="O")
    seen = replace(alarm("V"), finding=replace(alarm("V").finding, strength="starkt stöd"))
    assert [one.place for one in merged([strong, weak], [seen])] == ["Svagt", "Torget"]


def test_a_place_without_a_name_is_called_by_its_number():
    first, second = numbered([found(), cluster(X0, Y0).finding])
    assert (first.number, second.number) == (1, 2)
    assert second.place == "Plats 2 på kartan"
    assert second.sentence == "Plats 2 på kartan: 9 händelser."
    assert MARK not in second.sentence


def document(*findings):
    return replace(compose(points(quiet()), source=SOURCE), findings=numbered(findings))


def test_a_cluster_alone_is_the_headline_and_has_its_sign_on_the_map():
    shown = document(cluster(X0 + 500, Y0 + 500).finding)
    assert headline(shown) == "En anhopning pågår: Plats 1 på kartan"
    assert "#fynd-1" in deviations(shown).svg


def test_an_alarm_alone_is_the_headline_and_everybody_may_see_it():
    shown = document(alarm("O").finding)
    assert headline(shown) == "Larm: Öster"
    assert [one.kind for one in at_area_level(shown).findings] == [ALARM]


def test_a_single_place_is_not_shown_to_whoever_sees_areas():
    assert at_area_level(document(cluster(X0, Y0).finding)).findings == ()
