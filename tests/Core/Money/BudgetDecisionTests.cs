using Muster.Money;

namespace Muster.Tests.Core.Money;

public class BudgetDecisionTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "0.5")]
    [InlineData("5", "0")]
    [InlineData("0", "0")]
    [InlineData("5", "0.5")]
    public void A_budget_over_a_known_price_is_allowed_and_so_is_none(string? budget, string? price) =>
        Assert.Same(BudgetDecision.Allowed, Decide(budget, price));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("12.50", "12.5")]
    public void A_budget_over_an_unknown_price_is_refused_with_its_reason(string budget, string shown)
    {
        var decision = Decide(budget, null);

        Assert.False(decision.IsAllowed);
        Assert.Equal($"A budget of {shown} USD cannot be kept on this machine, since its price per hour is not known. Configure its price, or remove 'budget'.", decision.Refusal);
    }

    [Fact]
    public void A_budget_of_nothing_over_a_price_is_refused() =>
        Assert.Equal("A budget of 0 USD buys no time on this machine, which costs 0.25 USD per hour. Raise 'budget', or remove it.", Decide("0", "0.25").Refusal);

    [Fact]
    public void Negative_money_is_no_question()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Decide("-1", "1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Decide("1", "-1"));
    }

    private static BudgetDecision Decide(string? budget, string? price) => BudgetDecision.For(Amount(budget), Amount(price), "this machine");

    private static decimal? Amount(string? text) => text is null ? null : decimal.Parse(text);
}
