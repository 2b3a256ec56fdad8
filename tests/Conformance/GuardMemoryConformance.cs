using Muster.Guards;

namespace Muster.Tests.Conformance;

/// <summary>What every memory of guards does. Each adapter's tests inherit it.</summary>
public abstract class GuardMemoryConformance
{
    private static readonly KeptDeadline Kept = new("8h", new(2026, 3, 1, 20, 0, 0, 250, TimeSpan.Zero), new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero));

    /// <summary>The memory, empty at first; asked again, as a restarted agent would have it.</summary>
    protected abstract IGuardMemory Open();

    [Fact]
    public void A_new_memory_keeps_nothing() => Assert.Null(Open().Read());

    [Fact]
    public void What_was_kept_is_there_after_a_restart()
    {
        Open().Write(Kept);

        Assert.Equal(Kept, Open().Read());
    }

    [Fact]
    public void What_is_kept_later_takes_the_place_of_the_earlier()
    {
        Open().Write(Kept);
        Open().Write(Kept with { Option = "9h" });

        Assert.Equal(Kept with { Option = "9h" }, Open().Read());
    }

    [Fact]
    public void What_is_forgotten_is_gone_and_may_be_forgotten_twice()
    {
        Open().Write(Kept);
        Open().Forget();
        Open().Forget();

        Assert.Null(Open().Read());
    }
}
