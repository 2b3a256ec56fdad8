using System.Collections;
using Muster.Cli.Completion;
using Muster.Cli.Stores;
using Muster.PowerShell.Completers;
using Muster.Testing.Time;
using Muster.Tests.Conformance;

namespace Muster.Tests.Module;

/// <summary>What completes values of cmdlets at the prompt.</summary>
public sealed class CompleterTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly string folder = Directory.CreateTempSubdirectory("muster-completers-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Runs_are_offered_by_name_newest_first_and_by_id_once_one_is_begun()
    {
        await SubmitAsync("one", minutes: 1);
        await SubmitAsync("two", minutes: 2);

        Assert.Equal(["last", "two", "one"], Offered(new RunCompleter(), ""));
        Assert.Equal(["one"], Offered(new RunCompleter(), "O"));
        var id = Muster.Runs.RunId.FromToken("one").Value;
        Assert.Equal([id], Offered(new RunCompleter(), $"'{id[..8]}'"));
    }

    [Fact]
    public void What_cannot_be_found_is_no_candidate_and_no_error()
    {
        Assert.Empty(Offered(new RunCompleter(), "x"));
        Assert.Empty(Offered(new JobCompleter(), "x"));
        // Of PowerShell's completion results nothing can be seen here, but that there are none.
        Assert.Empty(new RunCompleter().CompleteArgument("Get-MusterRun", "Run", "x", null!, new Hashtable { ["Store"] = "aws://nowhere" }));
    }

    [Fact]
    public void Regions_and_templates_say_what_they_are()
    {
        Assert.Contains(new Candidate("eu-west-1", "Europe (Ireland)"), new RegionCompleter().Find(Question("eu-w"), s_patience));
        Assert.Contains(new TemplateCompleter().Find(Question("etl"), s_patience), candidate => candidate is { Text: "etl", About.Length: > 0 });
    }

    [Theory]
    [InlineData("train-a", "train-a")]
    [InlineData("my run", "'my run'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("$x", "'$x'")]
    [InlineData("12", "'12'")]
    [InlineData("1e5", "'1e5'")]
    [InlineData("-x", "'-x'")]
    public void A_candidate_is_quoted_where_it_would_be_something_else(string text, string word) => Assert.Equal(word, Completer.Quoted(text));

    [Fact]
    public async Task What_was_found_is_kept_for_some_seconds()
    {
        var time = new ManualTime();
        var (found, times) = (new Found<int>(time), 0);
        Task<int> Find() => Task.FromResult(++times);

        Assert.Equal(1, await found.GetAsync("a", Find));
        Assert.Equal(1, await found.GetAsync("a", Find));
        Assert.Equal(2, await found.GetAsync("b", Find));
        time.Move(TimeSpan.FromSeconds(3));
        Assert.Equal(3, await found.GetAsync("a", Find));
    }

    private IEnumerable<string> Offered(Completer completer, string word) => completer.Find(Question(word), s_patience).Select(candidate => candidate.Text);

    private CompletionQuestion Question(string word) => new(word, new Hashtable { ["Store"] = folder });

    private async Task SubmitAsync(string name, int minutes)
    {
        using var store = OpenStores.OrMake(StoreAddress.Of(folder, _ => null), _ => null);
        var run = Samples.Run() with { Id = Muster.Runs.RunId.FromToken(name), Name = name, CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(minutes), Lock = null };
        Assert.Equal(Muster.Stores.WriteAnswer.Written, await store.Ports.Store.WriteAsync(run, TestContext.Current.CancellationToken));
    }
}
