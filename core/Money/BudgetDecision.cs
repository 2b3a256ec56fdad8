using System.Globalization;

namespace Muster.Money;

/// <summary>Whether work may be offered something under its budget (promise 5): a budget over what has no price cannot be kept.</summary>
public sealed record BudgetDecision
{
    private BudgetDecision(string? refusal) => Refusal = refusal;

    /// <summary>It may.</summary>
    public static BudgetDecision Allowed { get; } = new((string?)null);

    /// <summary>It may not.</summary>
    /// <param name="reason">Why, and what to do, in whole sentences.</param>
    public static BudgetDecision Refused(string reason) => new(reason);

    /// <summary>Whether it may.</summary>
    public bool IsAllowed => Refusal is null;

    /// <summary>Why not, and what to do; null when it may.</summary>
    public string? Refusal { get; }

    /// <summary>Decides from a budget and a price.</summary>
    /// <param name="budgetUsd">The run's budget in USD, 0 or more; null: none, which anything may be offered to.</param>
    /// <param name="pricePerHourUsd">The price in USD per hour, 0 or more; null: not known, which is not 0.</param>
    /// <param name="what">What the price is for, such as <c>this machine</c>.</param>
    public static BudgetDecision For(decimal? budgetUsd, decimal? pricePerHourUsd, string what)
    {
        if (budgetUsd < 0) throw new ArgumentOutOfRangeException(nameof(budgetUsd), budgetUsd, "A budget is 0 USD or more.");
        if (pricePerHourUsd < 0) throw new ArgumentOutOfRangeException(nameof(pricePerHourUsd), pricePerHourUsd, "A price is 0 USD per hour or more.");
        return (budgetUsd, pricePerHourUsd) switch
        {
            (null, _) => Allowed,
            ({ } budget, null) => Refused($"A budget of {Usd(budget)} cannot be kept on {what}, since its price per hour is not known. Configure its price, or remove 'budget'."),
            (0, > 0 and var price) => Refused($"A budget of 0 USD buys no time on {what}, which costs {Usd(price)} per hour. Raise 'budget', or remove it."),
            _ => Allowed,
        };
    }

    private static string Usd(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.############################} USD");
}
