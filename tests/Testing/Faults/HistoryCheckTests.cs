using Muster.Stores;
using Muster.Testing.Faults.History;

namespace Muster.Tests.Testing.Faults;

/// <summary>Each promise of a store, broken in a history of a few lines. Chains are written as letters: "ab" is version 2, made by the writes a and b.</summary>
public sealed class HistoryCheckTests
{
    private readonly List<HistoryEvent> events = [];
    private long now;

    [Fact]
    public void A_history_without_faults_shows_nothing()
    {
        Read(null);
        Write("a", WriteAnswer.Written);
        Write("b", WriteAnswer.Refused);
        Write("ac", null);
        Write("ad", WriteAnswer.Refused);
        Read("ac");

        Assert.Empty(HistoryCheck.Problems(events));
    }

    [Fact]
    public void A_write_without_an_answer_may_show_up_or_not()
    {
        Write("a", null);
        Write("b", null);
        Read("b");

        Assert.Empty(HistoryCheck.Problems(events));
    }

    [Fact]
    public void A_lost_acknowledged_write_is_found()
    {
        Write("a", WriteAnswer.Written);
        Write("ab", WriteAnswer.Written);
        Read("ac");

        Assert.Contains("b was acknowledged as version 2 of r, and is not in [a c].", HistoryCheck.Problems(events));
    }

    [Fact]
    public void A_write_that_nobody_ever_sees_is_found()
    {
        Write("a", WriteAnswer.Written);
        Read(null);

        Assert.Equal(
            ["a was acknowledged as version 1 of r, and is not in [].", "c read version 0 of r at 3, after a had been acknowledged at version 1."],
            HistoryCheck.Problems(events));
    }

    [Fact]
    public void A_version_that_two_writers_got_is_found()
    {
        Write("a", WriteAnswer.Written);
        Write("b", WriteAnswer.Written);
        Read("b");

        Assert.Contains("Version 1 of r was acknowledged to a and b.", HistoryCheck.Problems(events));
    }

    [Fact]
    public void A_refused_write_that_shows_up_is_found()
    {
        Write("a", WriteAnswer.Refused);
        Read("a");

        Assert.Equal(["a was refused as version 1 of r, and is in [a]."], HistoryCheck.Problems(events));
    }

    [Fact]
    public void A_fork_that_was_only_read_is_found()
    {
        Write("a", null);
        Write("b", null);
        Read("a");
        Read("bc");

        Assert.Equal(["r was seen as [a] at version 1, which does not lead to [b c]."], HistoryCheck.Problems(events));
    }

    [Fact]
    public void A_read_that_goes_back_is_found()
    {
        Write("a", WriteAnswer.Written);
        Write("ab", null);
        Read("ab");
        Read("a");
        Read("ab");

        Assert.Equal(["c read version 1 of r at 7, after c had read it at version 2."], HistoryCheck.Problems(events));
    }

    [Fact]
    public void Two_owners_of_an_epoch_are_found()
    {
        Write("a", WriteAnswer.Written, state => state with { Epoch = 1, Owner = "x" });
        Write("ab", null, state => state with { Epoch = 1, Owner = "y" });
        Read("ab", state => state with { Epoch = 1, Owner = "y" });

        Assert.Equal(["Epoch 1 of r was owned by y and x."], HistoryCheck.Problems(events));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData(null)]
    public void An_outcome_that_changes_is_found(string? now)
    {
        Write("a", WriteAnswer.Written, state => state with { Settled = new Dictionary<string, string> { ["point-1"] = "succeeded" } });
        Read("ab", state => state with { Settled = now is null ? [] : new Dictionary<string, string> { ["point-1"] = now } });

        Assert.Equal([$"point-1 of r was succeeded at version 1, and {now ?? "open"} at version 2."], HistoryCheck.Problems(events));
    }

    private static HistoryState State(string chain) => new() { Record = "r", Version = chain.Length, Chain = [.. chain.Select(letter => $"{letter}")] };

    private void Write(string chain, WriteAnswer? answer, Func<HistoryState, HistoryState>? with = null) =>
        events.Add(new HistoryWrite("c", ++now, ++now, chain[^1..], with?.Invoke(State(chain)) ?? State(chain), answer));

    private void Read(string? chain, Func<HistoryState, HistoryState>? with = null) =>
        events.Add(new HistoryRead("c", ++now, ++now, "r", chain is null ? null : with?.Invoke(State(chain)) ?? State(chain)));
}
