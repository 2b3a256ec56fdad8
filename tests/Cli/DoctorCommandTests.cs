using System.Text;
using Muster.Cli;
using Muster.Cli.Commands;
using Muster.Cli.Doctor;
using Muster.Cli.Stores;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class DoctorCommandTests
{
    [Fact]
    public async Task Findings_are_shown_as_a_table_and_in_json()
    {
        IDoctorCheck[] checks =
        [
            new Fixed("shell", Finding.Ok("bash 5.2.21(1)-release at /usr/bin/bash")),
            new Fixed("disk", Finding.Warn("512.0 MiB free at /stores/one", "Make room.")),
            new Fixed("store", Finding.Fail("/stores/one/store.db is damaged: Page 3: never used", "Restore it.")),
            new Fixed("clock", Finding.Skip("Nothing to look at")),
        ];

        var table = await RunAsync(checks, json: false);
        var json = await RunAsync(checks, json: true);

        Assert.Equal((ExitCode.Failed, ExitCode.Failed), (table.Code, json.Code));
        Snapshot.Matches("doctor.txt", table.Out);
        Snapshot.Matches("doctor.json", json.Out);
    }

    [Fact]
    public async Task Warnings_and_skipped_checks_fail_nothing() =>
        Assert.Equal(ExitCode.Done, (await RunAsync([new Fixed("a", Finding.Warn("m", "f")), new Fixed("b", Finding.Skip("m")), new Fixed("c", Finding.Ok("m"))], json: false)).Code);

    [Fact]
    public async Task A_check_that_throws_is_a_failed_check_and_the_next_ones_are_made()
    {
        var answer = await RunAsync([new Crashing(new InvalidOperationException("no such\nthing")), new Fixed("next", Finding.Ok("fine"))], json: false);

        Assert.Equal(
            new(ExitCode.Failed, """
                NAME      STATUS  MESSAGE                                                             FIX
                crashing  fail    The check itself failed: InvalidOperationException: no such\nthing  Mend what the error names; if it names nothing of yours, report it as a fault of Muster.
                next      ok      fine

                """, ""),
            answer);
    }

    [Fact]
    public async Task A_cancelled_check_is_no_finding()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Examination.MakeAsync([new Crashing(new OperationCanceledException())], cancel.Token));
    }

    [Fact]
    public async Task Every_check_is_described_and_in_the_order_of_the_page()
    {
        var page = await File.ReadAllTextAsync(Path.Join(AppContext.BaseDirectory, "docs", "commands.md"), TestContext.Current.CancellationToken);
        using var context = Context(Stream.Null, TextWriter.Null);
        var places = DoctorChecks.Of(StoreAddress.Of("aws://eu-central-1/team", name => name == "HOME" ? "/home/one" : null), context).Select(check => page.IndexOf($"\n| `{check.Name}` | ", StringComparison.Ordinal)).ToList();

        Assert.All(places, place => Assert.NotEqual(-1, place));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task A_store_on_AWS_that_answers_is_ok_and_one_that_does_not_tells_its_own_error()
    {
        var address = StoreAddress.Of("aws://eu-central-1/team", name => name == "HOME" ? "/home/one" : null);
        using var answering = Context(Stream.Null, TextWriter.Null) with { OpenStore = at => new(at, new RunWorld().Ports) };
        using var silent = Context(Stream.Null, TextWriter.Null) with { OpenStore = _ => throw new Muster.Stores.StoreUnavailableException("No AWS credentials were found.") };

        var findings = await Examination.MakeAsync([new StoreCheck(address, answering), new StoreCheck(address, silent)], TestContext.Current.CancellationToken);

        Assert.Equal([Finding.Ok("aws://eu-central-1/team answers, and so does its bucket"), Finding.Fail("No AWS credentials were found.", null)], findings.Select(found => found.Finding));
    }

    private static async Task<Answer> RunAsync(IReadOnlyList<IDoctorCheck> checks, bool json)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        using var context = Context(output, error);
        var code = await DoctorCommand.RunAsync(context, checks, json, TestContext.Current.CancellationToken);
        await context.Out.FlushAsync(TestContext.Current.CancellationToken);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private static CommandContext Context(Stream output, TextWriter error) => new()
    {
        OutBytes = output,
        Error = error,
        Screen = Screen.None,
        Environment = _ => null,
        Time = new RunWorld().Time,
        OpenStore = _ => null,
    };

    private sealed record Fixed(string Name, Finding Finding) : IDoctorCheck
    {
        public Task<Finding> LookAsync(CancellationToken cancel) => Task.FromResult(Finding);
    }

    private sealed record Crashing(Exception Error) : IDoctorCheck
    {
        public string Name => "crashing";

        public Task<Finding> LookAsync(CancellationToken cancel) => throw Error;
    }
}
