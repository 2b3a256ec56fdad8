using Muster.Cli;
using Muster.Cli.Completion;

namespace Muster.Tests.Cli;

public class CompletionTests
{
    private readonly CliRig cli = new();

    [Theory]
    [InlineData("stat", ":|status")]
    [InlineData("help stat", ":|status")]
    [InlineData("--store /here stat", ":|status")]
    [InlineData("--ver", ":|--version")]
    [InlineData("nothing ", ":")]
    [InlineData("points lr --st", ":|--state|--store")]
    [InlineData("points lr --state failed --st", ":|--state|--store")]
    [InlineData("points lr --limit 3 --li", ":")]
    [InlineData("points lr --state ", ":list|pending|claimed|running|succeeded|failed|cancelled")]
    [InlineData("points lr --state=f", ":list|--state=failed")]
    [InlineData("logs lr --state failed,c", ":list|failed,claimed|failed,cancelled")]
    [InlineData("logs lr --attempt ", ":|all")]
    [InlineData("report lr -o ", ":files")]
    [InlineData("run --from ", ":files")]
    [InlineData("points --state failed ", ":|last|lr")]
    [InlineData("results lr --best m", ":|min|max")]
    [InlineData("submit --priority n", ":|normal")]
    [InlineData("submit ", ":files")]
    [InlineData("submit a.yaml --output-id ", ":files")]
    [InlineData("submit a.yaml --output-id=", ":files")]
    [InlineData("validate a.yaml b", ":files")]
    [InlineData("list --store ", ":directories")]
    [InlineData("list --profile ", ":")]
    [InlineData("acct lr --format index,st", ":list|index,state")]
    [InlineData("acct lr --format state,index,s", ":list|state,index,slot")]
    [InlineData("engine ", ":|start|stop|status|run")]
    [InlineData("engine run --without l", ":|last|lr")]
    [InlineData("schema ", ":|sweep|queue")]
    [InlineData("submit a.yaml --after ok:", ":|ok:last|ok:lr")]
    [InlineData("submit a.yaml --after=any:l", ":|--after=any:last|--after=any:lr")]
    [InlineData("submit a.yaml --after ", ":|ok:last|ok:lr|any:last|any:lr")]
    [InlineData("update lr --max-concurrent ", ":|none")]
    [InlineData("template ", ":|list|show|generate|init")]
    [InlineData("template show s", ":|simple-sequential")]
    [InlineData("template generate simple-sequential --var STEP1", ":list|STEP1=|STEP1_TIMEOUT=")]
    [InlineData("template generate etl -o ", ":files")]
    [InlineData("template init c", ":|ci-cd")]
    [InlineData("submit --template e", ":|etl")]
    [InlineData("submit --template etl --var S", ":list|SOURCE=")]
    [InlineData("submit --template=nothing --var S", ":list")]
    [InlineData("completion ", ":|bash|zsh|fish|powershell")]
    [InlineData("version ", ":|--json|--store|--profile|--endpoint-url|--help")]
    [InlineData("version -", ":|--json|--store|--profile|--endpoint-url|--help|-h")]
    [InlineData("delete lr ", ":|last")]
    [InlineData("delete last lr --yes ", ":")]
    [InlineData("run --grid x=1 -- ", ":commands")]
    [InlineData("run -- pyt", ":commands")]
    [InlineData("run -- python tr", ":files")]
    [InlineData("run -- python --", ":files")]
    [InlineData("status -- l", ":|last|lr")]
    [InlineData("status -- --", ":")]
    [InlineData("status lr more", ":")]
    [InlineData("status lr --no-such=", ":")]
    public async Task Words_come_from_the_definitions_of_the_commands(string line, string expected)
    {
        await cli.World.AddAsync("lr");

        var answer = await CompleteAsync(line.Split(' '));

        Assert.Equal((0, expected, ""), (answer.Code, string.Join('|', answer.Out.TrimEnd('\n').Split('\n').Select(row => row.Split('\t')[0])), answer.Error));
    }

    [Fact]
    public async Task Every_command_is_offered_with_its_summary()
    {
        var answer = await CompleteAsync("");

        Assert.Equal($":\n{string.Concat(CommandTable.All.Select(entry => $"{entry.Name}\t{entry.Summary}\n"))}help\tShow the help of a command\n", answer.Out);
    }

    [Fact]
    public async Task Runs_are_offered_newest_first_each_name_once()
    {
        await AddAsync("lr", "size", "lr");

        var answer = await CompleteAsync("status", "");

        Assert.Equal(
            new(0, """
                :
                last	lr, waiting, 4 points, 1m ago
                lr	waiting, 4 points, 1m ago
                size	waiting, 4 points, 2m ago

                """, ""),
            answer);
    }

    [Fact]
    public async Task Ids_are_offered_once_they_are_begun()
    {
        await AddAsync("lr", "size");
        var id = (await cli.World.Store.ListRunsAsync(new() { Name = "lr" }))[0].Id.Value;

        Assert.Equal($":\n{id}\tlr, waiting, 4 points, 2m ago\n", (await CompleteAsync("status", id[..6])).Out);
    }

    [Fact]
    public async Task At_most_fifty_runs_are_read_unless_an_older_ones_id_is_begun()
    {
        await AddAsync([.. Enumerable.Range(0, 60).Select(i => $"run-{i}")]);
        var oldest = (await cli.World.Store.ListRunsAsync(new() { Name = "run-0" }))[0].Id.Value;

        Assert.Equal(2 + 50, (await CompleteAsync("status", "")).Out.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith($":\n{oldest}\t", (await CompleteAsync("status", oldest)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--store /here status ", "/here")]
    [InlineData("status --store=/here ", "/here")]
    [InlineData("status ", "/stores/one")]
    public async Task Runs_are_of_the_store_that_the_line_names(string line, string store)
    {
        await CompleteAsync(line.Split(' '));

        Assert.Equal(store, cli.Opened);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_gives_no_candidates_and_no_error() =>
        Assert.Equal(new(0, "", ""), await new CliRig { HasStore = false }.RunAsync("complete", "--", "status", ""));

    [Theory]
    [InlineData("--store= status ")]
    [InlineData("--store aws://nowhere/x status ")]
    public async Task A_store_that_cannot_be_gives_no_candidates_and_no_error(string line) => Assert.Equal(new(0, "", ""), await CompleteAsync(line.Split(' ')));

    [Fact]
    public async Task A_shell_that_has_gone_is_no_error() =>
        Assert.Equal(new(0, "", ""), await cli.RunOverAsync(new FullStream(new IOException("Broken pipe", 32)), "complete", "--", ""));

    [Fact]
    public async Task Each_shell_has_a_script_and_others_are_told_which()
    {
        foreach (var shell in CompletionScript.Shells)
            Assert.Contains("complet", (await cli.RunAsync("completion", shell)).Out, StringComparison.Ordinal);

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: There is no completion for 'bsah'. Did you mean 'bash'? The shells are bash, zsh, fish and powershell.\n"),
            await cli.RunAsync("completion", "bsah"));
    }

    [Fact]
    public async Task The_script_for_PowerShell_speaks_the_protocol_of_native_completers()
    {
        var script = (await cli.RunAsync("completion", "powershell")).Out;

        Assert.Contains("Register-ArgumentCompleter -Native -CommandName muster -ScriptBlock {\n    param($wordToComplete, $commandAst, $cursorPosition)", script, StringComparison.Ordinal);
        Assert.Contains("complete '--' @words", script, StringComparison.Ordinal);
        Assert.Contains("[System.Management.Automation.CompletionResult]::new(", script, StringComparison.Ordinal);
        Assert.Equal(script.Count(character => character == '{'), script.Count(character => character == '}'));
        Assert.Equal(script.Count(character => character == '('), script.Count(character => character == ')'));
    }

    private Task<Answer> CompleteAsync(params string[] words) => cli.RunAsync(["complete", "--", .. words]);

    /// <summary>Adds runs, a minute after each other, and a minute passes.</summary>
    private async Task AddAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await cli.World.AddAsync(name);
            cli.World.Time.Move(TimeSpan.FromMinutes(1));
        }
    }
}
