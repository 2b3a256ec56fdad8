using Muster.Cli;

namespace Muster.Tests.Cli;

public class SchemaCommandTests
{
    private readonly CliRig cli = new() { HasStore = false };

    [Theory]
    [InlineData("sweep")]
    [InlineData("queue")]
    public async Task The_schema_of_files_of_a_kind_is_printed(string kind)
    {
        var answer = await cli.RunAsync("schema", kind);

        Assert.Equal((ExitCode.Done, ""), (answer.Code, answer.Error));
        Snapshot.Matches($"schema-{kind}.json", answer.Out);
    }

    [Theory]
    [InlineData("schema", "'muster schema' needs WHAT. See 'muster schema --help'.")]
    [InlineData("schema queues", "There is no schema 'queues'. Did you mean 'queue'? See 'muster schema --help'.")]
    [InlineData("schema sweeps", "There is no schema 'sweeps'. Did you mean 'sweep'? See 'muster schema --help'.")]
    [InlineData("schema point", "There is no schema 'point'. See 'muster schema --help'.")]
    public async Task Another_schema_is_not_there(string line, string message) =>
        Assert.Equal(new(ExitCode.Usage, "", $"muster: {message}\n"), await cli.RunAsync(line.Split(' ')));
}
