"""Names: what they stand for, what they are part of, and which one was meant."""

from termwise.elaborate.deal import elaborate
from termwise.elaborate.names import declared_names, symbols_of
from termwise.syntax.tree import TextTree
from tests.elaborate.reading import DEALS, deal_of, faults_of, read


def test_a_part_may_be_declared_before_its_whole() -> None:
    deal = deal_of("\nasset azure.gpu.rack\nasset azure.gpu\n")
    assert [asset.name for asset in deal.assets][-2:] == ["azure.gpu.rack", "azure.gpu"]


def test_the_owner_of_a_part_is_that_of_the_whole() -> None:
    symbols = symbols_of(deal_of("\nasset azure.gpu\nasset azure.gpu.rack of oracle\nasset openai.models.api\n"))
    assert symbols.owner("azure.gpu") == "microsoft"
    assert symbols.owner("azure.gpu.rack") == "oracle"
    assert symbols.owner("openai.models.api") == "openai"
    assert symbols.owner("compute") is None


def test_a_duplicate_points_at_the_first() -> None:
    (fault,) = faults_of("\nparty oracle\n")
    assert fault.code == "duplicate-name"
    assert [(related.span.line, related.message) for related in fault.related] == [(8, "first declared here")]


def test_a_wrong_kind_points_at_the_declaration() -> None:
    (fault,) = faults_of("\nclause x\n    oracle buys compute from azure, 5bn yearly\n")
    assert fault.message == "`azure` is an asset, and a party is needed here"
    assert fault.help == "`azure` belongs to `microsoft`: write `microsoft`; a platform is said with `on azure`"
    assert [related.span.line for related in fault.related] == [10]


def test_similar_names_are_of_the_kind_that_is_needed() -> None:
    (fault,) = faults_of("\nclause computer\n    openai grants oracle use of computee\n")
    assert fault.help == "did you mean `compute`"


def test_full_names_and_aliases_are_recognised_in_any_case() -> None:
    deal = deal_of('\nparty softbank "SoftBank"\n    also called "sbg"\n')
    assert deal.parties[-1].also_called == ("sbg",)
    (fault,) = faults_of('\nparty softbank "SBGroup"\n\nclause x\n    sbgroup pays openai 5bn yearly\n')
    assert fault.help == "this is what people call `softbank`; in sentences write `softbank`"


def test_names_from_the_text_and_from_the_deal_agree() -> None:
    text = (DEALS / "reference.deal").read_text("utf-8")
    deal, _ = read(text)
    assert deal is not None
    from termwise.base.source import SourceText
    from termwise.syntax.parser import parse

    from_text, faults = declared_names([parse(SourceText("test.deal", text)).tree])
    assert faults == ()
    assert dict(from_text.by_name) == dict(symbols_of(deal).by_name)


def test_nothing_declares_no_deal() -> None:
    found = elaborate([TextTree("empty.deal", ())])
    assert found.deal is None
    assert [fault.code for fault in found.diagnostics] == ["deal-missing"]
    assert elaborate([]).deal is None


def test_a_faulty_deal_keeps_what_makes_sense() -> None:
    deal, faults = read(
        (DEALS / "reference.deal")
        .read_text("utf-8")
        .replace("openai pays microsoft undisclosed", "opena pays oracle 5")
    )
    assert faults
    assert deal is not None
    assert [clause.name for clause in deal.clauses] == ["first_investment", "compute_exclusive", "model_rights"]
