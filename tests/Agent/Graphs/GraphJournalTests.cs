using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Agent.Graphs;
using Muster.Graphs;
using Muster.Points;
using Muster.Tests.Core.Graphs;

namespace Muster.Tests.Agent.Graphs;

public sealed class GraphJournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GraphSpec Spec = new() { Jobs = AnyGraph.Of("a", "b: a", "c") };

    private readonly TemporaryFolder folder = new();

    private string JournalPath => folder["journal"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_journal_there_is_no_state() => Assert.Null(GraphJournal.Read(JournalPath, Spec));

    [Fact]
    public void What_was_appended_is_read_and_a_journal_that_begins_takes_the_place_of_the_old_one()
    {
        var state = Write([.. Story()]);
        Assert.Equal(Text(state), Text(GraphJournal.Read(JournalPath, Spec)!));
        using (GraphJournal.Begin(JournalPath, new(Spec)))
        {
        }

        Assert.Equal(Text(new(Spec)), Text(GraphJournal.Read(JournalPath, Spec)!));
    }

    [Fact]
    public void A_journal_that_was_cut_off_at_any_byte_gives_the_state_after_some_of_its_events()
    {
        Write([.. Story()]);
        var bytes = File.ReadAllBytes(JournalPath);
        var states = States();
        var first = Array.IndexOf(bytes, (byte)'\n') + 1;
        var seen = new HashSet<string>();
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(JournalPath, bytes[..length]);
            var read = GraphJournal.Read(JournalPath, Spec);
            Assert.Equal(length < first, read is null);
            if (read is null)
                continue;
            var whole = bytes[first..length].Count(one => one == '\n');
            Assert.Equal(states[whole], Text(read));
            seen.Add(Text(read));
        }

        Assert.Equal(states.Count, seen.Count);
    }

    [Fact]
    public void After_a_damaged_line_nothing_is_believed_any_more()
    {
        Write([.. Story()]);
        var lines = File.ReadAllLines(JournalPath);
        lines[3] = lines[3][..^5] + "#####";
        File.WriteAllLines(JournalPath, lines);

        Assert.Equal(States()[2], Text(GraphJournal.Read(JournalPath, Spec)!));
    }

    [Fact]
    public void Whatever_byte_is_damaged_the_journal_is_read_without_an_error()
    {
        Write([.. Story()]);
        var bytes = File.ReadAllBytes(JournalPath);
        Prop.ForAll(Gen.Choose(0, bytes.Length - 1).Zip(Gen.Choose(0, 255)).ToArbitrary(), damage =>
        {
            var copy = (byte[])bytes.Clone();
            copy[damage.Item1] = (byte)damage.Item2;
            File.WriteAllBytes(JournalPath, copy);
            return GraphJournal.Read(JournalPath, Spec) is null or { Jobs.Count: 3 };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_compacted_journal_is_one_line_gives_the_same_state_and_goes_on()
    {
        var state = new GraphState(Spec);
        var all = Story().ToList();
        using var journal = GraphJournal.Begin(JournalPath, state);
        foreach (var news in all[..3])
            state.Apply(news);
        journal.Append(all[..3]);
        journal.Compact(state);
        Assert.Single(File.ReadAllLines(JournalPath));
        Assert.Equal(Text(state), Text(GraphJournal.Read(JournalPath, Spec)!));

        foreach (var news in all[3..])
            state.Apply(news);
        journal.Append(all[3..]);
        journal.Sync();

        Assert.Equal(Text(state), Text(GraphJournal.Read(JournalPath, Spec)!));
        Assert.Equal(["journal"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_journal_is_long_when_its_events_are_much_longer_than_its_state()
    {
        using var journal = GraphJournal.Begin(JournalPath, new(Spec));
        GraphEvent news = new GraphEvent.GivenUp(JobState.Skipped, new('x', 1000));
        for (var kibibytes = 0; kibibytes < 900; kibibytes++)
            journal.Append([news]);
        Assert.False(journal.IsLong);
        for (var kibibytes = 0; kibibytes < 200; kibibytes++)
            journal.Append([news]);
        Assert.True(journal.IsLong);
        journal.Compact(new(Spec));

        Assert.False(journal.IsLong);
    }

    private GraphState Write(IReadOnlyList<GraphEvent> events)
    {
        var state = new GraphState(Spec);
        using var journal = GraphJournal.Begin(JournalPath, state);
        foreach (var news in events)
        {
            journal.Append([news]);
            state.Apply(news);
        }

        return state;
    }

    private static List<string> States()
    {
        var state = new GraphState(Spec);
        var states = new List<string> { Text(state) };
        foreach (var news in Story())
        {
            state.Apply(news);
            states.Add(Text(state));
        }

        return states;
    }

    private static IEnumerable<GraphEvent> Story() =>
    [
        new GraphEvent.TakenUp(1, 1, Noon),
        new GraphEvent.JobStarted(0, Noon),
        new GraphEvent.JobEnded(0, Attempt(1, 7), JobState.Pending, Noon.AddSeconds(9), null) { Checkpoint = "graphs/1-0/checkpoints/a/1.e1/manifest.json" },
        new GraphEvent.JobStarted(0, Noon.AddSeconds(9)),
        new GraphEvent.TakenUp(2, 1, Noon.AddSeconds(20)) { Survivors = [0] },
        new GraphEvent.JobEnded(0, Attempt(2, 0), JobState.Succeeded, null, null) { Metrics = "graphs/1-0/p-e1-000001.pack:0+9" },
        new GraphEvent.TimeSpent(TimeSpan.FromSeconds(21)),
        new GraphEvent.JobStarted(1, Noon.AddSeconds(21)),
        new GraphEvent.JobNotStarted(1, Noon.AddSeconds(26)),
        new GraphEvent.GivenUp(JobState.Cancelled, "The point was cancelled."),
    ];

    private static AttemptRecord Attempt(int number, int code) => new() { Number = number, End = AttemptEnd.Exited, ExitCode = code, StartedAt = Noon, Elapsed = TimeSpan.FromSeconds(9) };

    private static string Text(GraphState state) => Encoding.UTF8.GetString(GraphStateJson.Write(state));
}
