using FsCheck;
using FsCheck.Fluent;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Core.Grants;

/// <summary>How the slots of live grants follow a limit that changes.</summary>
public class GrantSlotsTests
{
    private const int Capacity = 8;

    [Fact]
    public void A_lower_limit_takes_slots_from_the_youngest_grant_first()
    {
        var book = Next(Book(6, 4), limit: 7).Book;

        Assert.Equal([(6, 0), (1, 4)], book.Grants.Select(grant => (grant.Slots, grant.SlotsBefore)));
        Assert.Equal(10, book.Slots); // until the worker has heard, its points may run
    }

    [Fact]
    public void A_worker_that_keeps_no_slot_gives_its_chunks_back() =>
        Assert.Equal([(5, GrantMode.Run), (0, GrantMode.Drain)], Next(Book(6, 4), limit: 5).Book.Grants.Select(grant => (grant.Slots, grant.Mode)));

    [Fact]
    public void Slots_from_before_are_free_once_the_worker_has_heard_and_runs_no_more()
    {
        var lowered = Next(Book(8), limit: 3).Book;

        Assert.Same(lowered, Next(lowered, limit: 3, heard: lowered.Version - 1, running: 3).Book);
        Assert.Same(lowered, Next(lowered, limit: 3, heard: lowered.Version, running: 4).Book);
        Assert.Equal(3, Next(lowered, limit: 3, heard: lowered.Version, running: 3).Book.Slots);
    }

    [Fact]
    public void A_limit_that_is_raised_again_gives_the_same_slots_back_without_waiting()
    {
        var lowered = Next(Book(8), limit: 3).Book;

        Assert.Equal((8, 0), Next(lowered, limit: 8, running: 8).Book.Grants.Select(grant => (grant.Slots, grant.SlotsBefore)).Single());
    }

    [Fact]
    public void A_higher_limit_is_given_to_workers_that_live_as_far_as_they_have_slots_and_points_are_left()
    {
        Assert.Equal([8, 6], Next(Book(4, 4), limit: 14).Book.Grants.Select(grant => grant.Slots));
        Assert.Equal([5, 4], Next(Book(4, 4), limit: 14, left: 9).Book.Grants.Select(grant => grant.Slots));
        Assert.Equal([4, 4], Next(Book(4, 4), limit: 14, perRegion: 8).Book.Grants.Select(grant => grant.Slots));
    }

    [Fact]
    public void Nothing_changes_where_the_limit_stays()
    {
        var book = Next(Book(4, 4), limit: 8).Book;

        Assert.Same(book, Next(book, limit: 8).Book);
    }

    /// <summary>Whatever limits follow one another and whatever workers hear of them: nothing is added while the limit is exceeded.</summary>
    [Fact]
    public void Slots_in_use_never_grow_beyond_the_limit() => Check.QuickThrowOnFailure(Prop.ForAll<(PositiveInt Limit, NonNegativeInt Heard, NonNegativeInt Running)[]>(changes =>
    {
        var book = Book(3, 2, 1);
        foreach (var (limit, heard, running) in changes)
        {
            var before = book.Slots;
            book = Next(book, limit.Get % 20 + 1, heard: heard.Get % (int)(book.Version + 1), running: running.Get % Capacity).Book;
            Assert.True(book.Slots <= Math.Max(before, limit.Get % 20 + 1), $"{book.Slots} slots of {limit.Get % 20 + 1}, before {before}");
            Assert.True(book.Grants.Sum(grant => grant.Slots) <= limit.Get % 20 + 1);
            Assert.All(book.Grants, grant => Assert.InRange(grant.Slots, 0, Capacity));
        }
    }));

    private static GrantBook Book(params int[] slots) => new()
    {
        Run = Samples.Run().Id,
        Version = 1,
        LockEpoch = 1,
        Grants = [.. slots.Select((count, i) => new Grant { Worker = $"w{i}", Slots = count, Region = "local", ValidFor = TimeSpan.FromMinutes(15) })],
    };

    private static GrantDecision Next(GrantBook book, int limit, long heard = 0, int running = 0, long left = 1000, int? perRegion = null) => GrantDecision.Next(new()
    {
        Run = Samples.Run() with { State = RunState.InProgress, MaxConcurrent = limit, MaxConcurrentPerRegion = perRegion, BudgetUsd = null },
        Book = book,
        LockEpoch = 1,
        Workers = [.. book.Grants.Select(grant => Worker(book.Run, grant.Worker, heard, running))],
        Gone = [],
        Offers = [],
        Mode = GrantMode.Run,
        PointsLeft = left,
        Now = Samples.Run().CreatedAt,
        Policy = new CoordinatorPolicy(),
    });

    private static WorkerRecord Worker(RunId run, string name, long heard, int running) => new()
    {
        Key = new(run, name),
        Version = 1,
        Phase = WorkerPhase.Working,
        Renewals = 0,
        Lease = TimeSpan.FromSeconds(30),
        Instance = "i",
        Region = "local",
        Round = 1,
        Slots = Capacity,
        Running = running,
        GrantVersion = heard,
    };
}
